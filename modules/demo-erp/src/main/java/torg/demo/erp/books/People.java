package torg.demo.erp.books;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** The contact persons: those of the data, which has one for each customer, and three more who show what a colleague may see. */
final class People {
    static final List<Person> WITHOUT_A_PLACE_IN_THE_DATA = List.of(
            new Person("ALFKI", 2, "Jane Doe", "Purchaser", "jane@alfki.example"),
            new Person("ALFKI", 3, "Sam Roe", "Purchaser", "sam@alfki.example"),
            new Person("ANATR", 2, "May Poe", "Assistant", "may@anatr.example"));

    private People() {}

    /** A person of a customer; the first one of each is number 1. */
    record Person(String account, int number, String name, String title, String email) {
        String id() {
            return account + "-" + number;
        }

        String firstName() {
            return name.substring(0, name.indexOf(' '));
        }

        String lastName() {
            return name.substring(name.indexOf(' ') + 1);
        }
    }

    /** The contact person of the data; the e-mail address is the name without accents, at the customer. */
    static Person ofCustomer(String account, String name, String title) {
        var ascii = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        var email = ascii.replace(' ', '.') + "@" + account + ".example";
        return new Person(account, 1, name, title, email.toLowerCase(Locale.ROOT));
    }

    /** Who placed the order that is the index-th of its customer. Mostly the first contact; two customers have colleagues who order too. */
    static String ordererOf(String account, int index) {
        int number = switch (account) {
            case "ALFKI" -> index % 2 == 0 ? 2 : 3;
            case "ANATR" -> index == 0 ? 2 : 1;
            default -> 1;
        };
        return account + "-" + number;
    }
}
