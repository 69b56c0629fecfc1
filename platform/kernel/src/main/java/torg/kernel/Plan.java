package torg.kernel;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which jars are to run.
 *
 * @param run by symbolic name
 * @param refused jars that must not run, with the reason
 * @param stopped jars that would run if nobody had stopped them, by symbolic name
 * @param covered jars that another folder's jar takes the place of, which is as the operator wants it
 */
record Plan(Map<String, ModuleJar> run, Map<ModuleJar, String> refused, Map<String, ModuleJar> stopped, Map<ModuleJar, ModuleJar> covered) {

    /**
     * Of two jars that are the same module the one of the later folder runs; in one folder the one that runs already, else the first by name.
     *
     * @param jars those of the first folder first
     * @param rooms symbolic names that the house itself uses
     * @param running files of modules that run
     * @param still names of modules that somebody stopped
     */
    static Plan of(List<ModuleJar> jars, Set<String> rooms, Set<Path> running, Set<String> still) {
        var plan = new Plan(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        for (var jar : jars) {
            if (jar.fault().isPresent()) plan.refused.put(jar, jar.fault().get());
            else if (rooms.contains(jar.name())) plan.refused.put(jar, "the house itself has a bundle of this name; choose another Bundle-SymbolicName");
            else plan.consider(jar, running);
        }
        still.stream().filter(plan.run::containsKey).forEach(name -> plan.stopped.put(name, plan.run.remove(name)));
        return plan;
    }

    private void consider(ModuleJar jar, Set<Path> running) {
        var other = run.get(jar.name());
        if (other == null) {
            run.put(jar.name(), jar);
        } else if (!other.file().getParent().equals(jar.file().getParent())) {
            covered.put(other, jar);
            run.put(jar.name(), jar);
        } else if (running.contains(jar.file())) {
            refuse(other, jar);
            run.put(jar.name(), jar);
        } else {
            refuse(jar, other);
        }
    }

    private void refuse(ModuleJar loser, ModuleJar winner) {
        refused.put(loser, "'" + winner.fileName() + "' in the same folder is the same module; remove one of the two");
    }
}
