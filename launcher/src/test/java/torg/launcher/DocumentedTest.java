package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The code says what is in it: each package where to start, and what others compile against of every type and member that they can name. Where one sentence
 * says it all, no tags are asked for.
 */
class DocumentedTest {
    static Stream<Room> rooms() {
        return Room.all().stream();
    }

    static Stream<Room> compiledAgainst() {
        return rooms().filter(room -> room.isApi() || room.isTestkit());
    }

    @ParameterizedTest
    @MethodSource("compiledAgainst")
    void whatOthersCanNameHasAComment(Room room) throws IOException {
        assertThat(uncommented(room)).as("say in a sentence or two what it is: shape and unit, what is null or empty, what it throws and when").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void everyPackageSaysWhatIsInIt(Room room) throws IOException {
        try (var files = Files.walk(room.folder().resolve("src/main/java"))) {
            var packages = files.filter(file -> file.toString().endsWith(".java")).map(Path::getParent).distinct();
            assertThat(packages).as("add a package-info.java: what is in the room, and where to start reading").allSatisfy(folder ->
                    assertThat(folder.resolve("package-info.java")).content().startsWith("/**"));
        }
    }

    /** Read, not compiled: comments need no class path. */
    private static List<String> uncommented(Room room) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null); var sources = Files.walk(room.folder().resolve("src/main/java"))) {
            var java = files.getJavaFileObjectsFromPaths(sources.filter(file -> file.toString().endsWith(".java")).sorted().toList());
            var task = (JavacTask) compiler.getTask(null, files, null, null, null, java);
            var scan = new Uncommented(DocTrees.instance(task));
            scan.scan(task.parse(), null);
            assertThat(scan.looked).as("types and members of '%s' that were looked at", room.name()).isPositive();
            return scan.found;
        }
    }

    /** Notes what is public or protected and has no comment, with file and line. */
    private static final class Uncommented extends TreePathScanner<Void, Void> {
        private static final Set<Tree.Kind> ALL_PUBLIC = Set.of(Tree.Kind.INTERFACE, Tree.Kind.ANNOTATION_TYPE);
        /** What is overridden is told where it comes from, and a test of a contract is called what it demands. */
        private static final Set<String> TOLD = Set.of("Override", "Test");
        private final DocTrees trees;
        private final List<String> found = new ArrayList<>();
        private int looked;

        Uncommented(DocTrees trees) {
            this.trees = trees;
        }

        @Override
        public Void visitClass(ClassTree type, Void none) {
            if (!isSeen(type.getModifiers())) return null;
            look(type.getSimpleName());
            return super.visitClass(type, none);
        }

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            if (isSeen(method.getModifiers()) && !isTold(method.getModifiers()) && !isCompact(method)) look(method.getName());
            return null;
        }

        @Override
        public Void visitVariable(VariableTree field, Void none) {
            if (isSeen(field.getModifiers())) look(field.getName());
            return null;
        }

        private boolean isSeen(ModifiersTree modifiers) {
            var flags = modifiers.getFlags();
            if (flags.contains(Modifier.PRIVATE)) return false;
            var around = getCurrentPath().getParentPath().getLeaf();
            return flags.contains(Modifier.PUBLIC) || flags.contains(Modifier.PROTECTED) || ALL_PUBLIC.contains(around.getKind());
        }

        private static boolean isTold(ModifiersTree modifiers) {
            return modifiers.getAnnotations().stream().map(AnnotationTree::getAnnotationType).map(Tree::toString).anyMatch(TOLD::contains);
        }

        /** A record's constructor whose parameters stand before it, at the record: what they are is told there. */
        private boolean isCompact(MethodTree method) {
            return method.getParameters().stream().anyMatch(parameter -> start(parameter) < start(method));
        }

        private void look(CharSequence name) {
            looked++;
            var path = getCurrentPath();
            if (trees.getDocComment(path) == null) found.add(place(path) + ": '" + name + "' has no comment");
        }

        private String place(TreePath path) {
            var unit = path.getCompilationUnit();
            return Path.of(unit.getSourceFile().toUri()) + ":" + unit.getLineMap().getLineNumber(start(path.getLeaf()));
        }

        private long start(Tree tree) {
            return trees.getSourcePositions().getStartPosition(getCurrentPath().getCompilationUnit(), tree);
        }
    }
}
