package torg.identity.local.demo;

import java.util.List;

/** Who may sign in to the demo, all with one password; a part of the site. */
record DemoSignIns(String password, List<DemoPerson> people, List<DemoPerson.Bystanders> bystanders) {
    /** A site without a demo. */
    static final DemoSignIns NONE = new DemoSignIns("", List.of(), List.of());

    DemoSignIns {
        people = List.copyOf(people);
        bystanders = List.copyOf(bystanders);
    }

    @Override
    public String toString() {
        return people.size() + " demo sign-ins";
    }
}
