package torg.api;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Everything that a module can see of the API, as text for people: packages with their versions, types, what they are made of and what can be called. A line changes when,
 * and only when, a module could notice.
 */
final class Surface {
    private static final Set<String> OF_EVERY_RECORD = Set.of("equals", "hashCode", "toString");
    private final StringBuilder text = new StringBuilder();

    private Surface() {}

    /** The surface of the classes below this folder, in the order of their names. */
    static String of(Path classes) throws IOException, ReflectiveOperationException {
        var surface = new Surface();
        for (var one : packages(classes).entrySet()) surface.addPackage(classes, one.getKey(), one.getValue());
        return surface.text.toString();
    }

    /** Every type that a module sees. */
    static Stream<Class<?>> types(Path classes) throws IOException, ReflectiveOperationException {
        return packages(classes).values().stream().flatMap(List::stream);
    }

    private static Map<String, List<Class<?>>> packages(Path classes) throws IOException, ClassNotFoundException {
        var packages = new TreeMap<String, List<Class<?>>>();
        try (var files = Files.walk(classes)) {
            for (var file : files.filter(one -> one.toString().endsWith(".class")).sorted().toList()) {
                var name = classes.relativize(file).toString().replace(".class", "").replace('/', '.');
                if (name.endsWith("-info")) continue;
                var type = Class.forName(name, false, Surface.class.getClassLoader());
                if (isSeen(type)) packages.computeIfAbsent(type.getPackageName(), _ -> new ArrayList<>()).add(type);
            }
        }
        return packages;
    }

    private static boolean isSeen(Class<?> type) {
        return !type.isAnonymousClass() && !type.isLocalClass() && isOffered(type.getModifiers()) && (type.getEnclosingClass() == null || isSeen(type.getEnclosingClass()));
    }

    private static boolean isOffered(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private void addPackage(Path classes, String name, List<Class<?>> types) throws IOException {
        text.append("package ").append(name).append(' ').append(version(classes, name)).append('\n');
        types.stream().sorted(Comparator.comparing(Surface::name)).forEach(this::addType);
        text.append('\n');
    }

    /** The annotation is for builds alone and not there when programs run: its value is read from the class file. */
    private static String version(Path classes, String name) throws IOException {
        var info = ClassFile.of().parse(classes.resolve(name.replace('.', '/')).resolve("package-info.class"));
        return info.findAttribute(Attributes.runtimeInvisibleAnnotations()).stream().flatMap(all -> all.annotations().stream())
                .filter(one -> one.className().stringValue().endsWith("/Version;")).flatMap(one -> one.elements().stream())
                .map(one -> ((AnnotationValue.OfString) one.value()).stringValue()).findFirst().orElse("without a version");
    }

    private void addType(Class<?> type) {
        text.append("  ").append(head(type)).append('\n');
        if (type.isEnum()) text.append("    ").append(Arrays.stream(type.getEnumConstants()).map(one -> ((Enum<?>) one).name()).collect(joining(", "))).append('\n');
        lines(type.getDeclaredFields(), one -> !one.isEnumConstant(), Surface::line);
        lines(type.getDeclaredConstructors(), one -> !type.isRecord() || !Arrays.equals(one.getParameterTypes(), components(type)), one -> type.getSimpleName() + parameters(one));
        lines(type.getDeclaredMethods(), one -> !isImplied(type, one), Surface::line);
    }

    private <T extends Member> void lines(T[] members, Predicate<T> wanted, Function<T, String> line) {
        Arrays.stream(members).filter(one -> isOffered(one.getModifiers()) && !one.isSynthetic()).filter(wanted).map(line).sorted().forEach(one -> text.append("    ").append(one).append('\n'));
    }

    private static Class<?>[] components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new);
    }

    private static boolean isImplied(Class<?> type, Method method) {
        if (type.isEnum()) return Set.of("values", "valueOf").contains(method.getName());
        if (!type.isRecord()) return false;
        return OF_EVERY_RECORD.contains(method.getName()) || method.getParameterCount() == 0 && Arrays.stream(type.getRecordComponents()).anyMatch(one -> one.getName().equals(method.getName()));
    }

    private static String head(Class<?> type) {
        var words = new ArrayList<String>();
        if (type.isSealed()) words.add("sealed");
        if (Modifier.isAbstract(type.getModifiers()) && !type.isInterface()) words.add("abstract");
        if (Modifier.isFinal(type.getModifiers()) && !type.isRecord() && !type.isEnum()) words.add("final");
        words.add(type.isAnnotation() ? "annotation" : type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class");
        var made = type.isRecord() ? Arrays.stream(type.getRecordComponents()).map(one -> text(one.getGenericType()) + " " + one.getName()).collect(joining(", ", "(", ")")) : "";
        words.add(name(type) + variables(type.getTypeParameters()) + made);
        var above = type.getGenericSuperclass();
        if (above != null && above != Object.class && !type.isRecord() && !type.isEnum()) words.add("extends " + text(above));
        var more = type.isAnnotation() ? new Type[0] : type.getGenericInterfaces();
        if (more.length > 0) words.add((type.isInterface() ? "extends " : "implements ") + texts(more));
        return String.join(" ", words);
    }

    private static String line(Field field) {
        return (Modifier.isStatic(field.getModifiers()) ? "static " : "") + text(field.getGenericType()) + " " + field.getName();
    }

    private static String line(Method method) {
        var how = Modifier.isStatic(method.getModifiers()) ? "static " : method.isDefault() || method.getDefaultValue() != null ? "default " : "";
        var variables = variables(method.getTypeParameters());
        return how + (variables.isEmpty() ? "" : variables + " ") + text(method.getGenericReturnType()) + " " + method.getName() + parameters(method);
    }

    private static String parameters(Executable call) {
        // Of a constructor that is given more than stands in its text, such as the object around it, there is no list with the types as they were written.
        var parameters = call.getParameters();
        var types = call instanceof Constructor<?> ? Stream.of(parameters).map(one -> one.getParameterizedType()).toArray(Type[]::new) : call.getGenericParameterTypes();
        var all = new ArrayList<String>();
        for (var i = 0; i < parameters.length; i++) all.add((parameters[i].isVarArgs() ? text(((Class<?>) parameters[i].getType()).getComponentType()) + "..." : text(types[i])) + " " + parameters[i].getName());
        var thrown = call.getGenericExceptionTypes();
        return "(" + String.join(", ", all) + ")" + (thrown.length == 0 ? "" : " throws " + texts(thrown));
    }

    private static String variables(TypeVariable<?>[] variables) {
        if (variables.length == 0) return "";
        return Arrays.stream(variables).map(one -> one.getName() + (one.getBounds()[0] == Object.class ? "" : " extends " + texts(one.getBounds()))).collect(joining(", ", "<", ">"));
    }

    private static String texts(Type[] types) {
        return Arrays.stream(types).map(Surface::text).collect(joining(", "));
    }

    private static String text(Type type) {
        return switch (type) {
            case Class<?> one -> one.isArray() ? text(one.getComponentType()) + "[]" : name(one);
            case ParameterizedType one -> text(one.getRawType()) + "<" + texts(one.getActualTypeArguments()) + ">";
            case GenericArrayType one -> text(one.getGenericComponentType()) + "[]";
            case WildcardType one when one.getLowerBounds().length > 0 -> "? super " + texts(one.getLowerBounds());
            case WildcardType one -> one.getUpperBounds()[0] == Object.class ? "?" : "? extends " + texts(one.getUpperBounds());
            default -> type.getTypeName();
        };
    }

    /** Without its package, as people write it. */
    private static String name(Class<?> type) {
        return type.getEnclosingClass() == null ? type.getSimpleName() : name(type.getEnclosingClass()) + "." + type.getSimpleName();
    }
}
