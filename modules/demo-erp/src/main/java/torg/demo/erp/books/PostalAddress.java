package torg.demo.erp.books;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An address. The model spells one out in every entity, under a prefix of its own. */
record PostalAddress(String description, String street, String city, String zipCode, String state, String countryIsoCode) {
    private static final Set<String> ISO_CODES = Set.of(Locale.getISOCountries());

    static PostalAddress of(Row row, String prefix) {
        return new PostalAddress(row.text(prefix + "Description"), row.text(prefix + "Street"), row.text(prefix + "City"), row.text(prefix + "ZipCode"),
                row.text(prefix + "State") + row.text(prefix + "StateId"), row.text(prefix + "CountryRegionISOCode"));
    }

    static boolean isKnownCountry(String isoCode) {
        return ISO_CODES.contains(isoCode);
    }

    boolean isBlank() {
        return (street + city + zipCode).isBlank();
    }

    PostalAddress named(String newDescription) {
        return new PostalAddress(newDescription, street, city, zipCode, state, countryIsoCode);
    }

    /** Writes the address under a prefix; most entities call the state StateId, customers and their addresses State. */
    void into(Row row, String prefix, String stateColumn) {
        row.set(prefix + "Description", description).set(prefix + "Street", street).set(prefix + "City", city).set(prefix + "ZipCode", zipCode)
                .set(prefix + stateColumn, state).set(prefix + "CountryRegionISOCode", countryIsoCode).set(prefix + "CountryRegionId", countryId());
    }

    /** The model's own country id is the three-letter code. */
    String countryId() {
        return isKnownCountry(countryIsoCode) ? Locale.of("", countryIsoCode).getISO3Country() : "";
    }

    String formatted() {
        var town = Stream.of(zipCode, city, state).filter(part -> !part.isBlank()).collect(Collectors.joining(" "));
        return Arrays.stream(new String[] {street, town, countryId()}).filter(part -> !part.isBlank()).collect(Collectors.joining("\n"));
    }
}
