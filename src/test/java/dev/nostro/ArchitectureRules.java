package dev.nostro;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// How the packages may lean on each other; each rule answers what breaks it, in sentences.
final class ArchitectureRules {
    static final String ROOT = "dev.nostro";

    /// Who may see whom: a package imports only what stands before it. Some names are of packages
    /// to come; a package that is not named here has no place yet, and that is for its author to
    /// say.
    static final List<String> ORDER =
            List.of(
                    "money",
                    "region",
                    "link",
                    "account",
                    "transfer",
                    "ledger",
                    "crossing",
                    "journal",
                    "balance",
                    "audit",
                    "security",
                    "api",
                    "ops",
                    "local",
                    "bench");

    /// Decides about money, so it is a plain function of what it is given.
    private static final Set<String> DECIDING = Set.of("money", "transfer");

    /// What a plain function may use of the JDK: values and collections, no clock, no I/O.
    private static final Set<String> VALUES =
            Set.of(
                    "java.lang",
                    "java.lang.annotation",
                    "java.lang.invoke",
                    "java.lang.runtime",
                    "java.math",
                    "java.nio",
                    "java.nio.charset",
                    "java.security",
                    "java.text",
                    "java.time",
                    "java.util",
                    "java.util.function",
                    "java.util.regex",
                    "java.util.stream",
                    "org.jspecify.annotations");

    private static final Set<String> CLOCK_AND_CHANCE =
            Set.of("now", "currentTimeMillis", "nanoTime", "randomUUID", "random", "systemUTC");

    private static final Set<String> CHANCE = Set.of("Random", "SecureRandom", "SplittableRandom");

    private static final Set<String> WIRE =
            Set.of(
                    "com.fasterxml.jackson.annotation",
                    "jakarta.ws.rs",
                    "jakarta.ws.rs.core",
                    "org.eclipse.microprofile.openapi.annotations",
                    "org.jboss.resteasy.reactive");

    private static final Set<String> INJECTION =
            Set.of(
                    "jakarta.inject.Inject",
                    "jakarta.persistence.PersistenceContext",
                    "jakarta.persistence.PersistenceUnit",
                    "org.eclipse.microprofile.config.inject.ConfigProperty");

    private ArchitectureRules() {}

    /// Cycles need an import that goes down, so they fall under this too.
    static List<String> importsGoUp(JavaClasses classes) {
        return dependencies(classes)
                .filter(import_ -> isOurs(import_.getTargetClass()))
                .filter(import_ -> rank(import_.getOriginClass()) < rank(import_.getTargetClass()))
                .map(Dependency::getDescription)
                .toList();
    }

    static List<String> packagesHaveAPlace(JavaClasses classes) {
        return classes.stream()
                .filter(type -> !ORDER.contains(packageOf(type)))
                .map(type -> type.getName() + " is in a package without a place in the order")
                .toList();
    }

    /// Also through our own types: what a decision is made of is as plain as the decision.
    static List<String> decisionsArePlain(JavaClasses classes) {
        return reachable(classes, type -> DECIDING.contains(packageOf(type)))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(import_ -> !isPlain(import_.getTargetClass()))
                .map(Dependency::getDescription)
                .toList();
    }

    static List<String> decisionsHaveNoClock(JavaClasses classes) {
        return reachable(classes, type -> DECIDING.contains(packageOf(type)))
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(ArchitectureRules::readsClockOrChance)
                .map(JavaAccess::getDescription)
                .toList();
    }

    static List<String> entitiesAreHidden(JavaClasses classes) {
        Stream<String> seen =
                entities(classes)
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(type -> type.getName() + " is an entity that others can see");
        Stream<String> setters =
                entities(classes)
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.getName().matches("set[A-Z].*"))
                        .map(JavaMethod::getFullName);
        return Stream.concat(seen, setters).toList();
    }

    static List<String> wireStaysInApi(JavaClasses classes) {
        return dependencies(classes)
                .filter(import_ -> !packageOf(import_.getOriginClass()).equals("api"))
                .filter(import_ -> WIRE.contains(import_.getTargetClass().getPackageName()))
                .map(Dependency::getDescription)
                .toList();
    }

    static List<String> collaboratorsComeByConstructor(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> INJECTION.stream().anyMatch(field::isAnnotatedWith))
                .map(JavaField::getFullName)
                .toList();
    }

    private static Stream<JavaClass> entities(JavaClasses classes) {
        return classes.stream().filter(type -> type.isAnnotatedWith("jakarta.persistence.Entity"));
    }

    private static Stream<Dependency> dependencies(JavaClasses classes) {
        return classes.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream());
    }

    /// These classes of ours and every other one of ours that they use, however indirectly.
    private static Stream<JavaClass> reachable(JavaClasses classes, Predicate<JavaClass> from) {
        Set<JavaClass> found = new HashSet<>();
        Deque<JavaClass> open = new ArrayDeque<>(classes.stream().filter(from).toList());
        while (!open.isEmpty()) {
            JavaClass type = open.pop();
            if (found.add(type)) {
                type.getDirectDependenciesFromSelf().stream()
                        .map(Dependency::getTargetClass)
                        .filter(ArchitectureRules::isOurs)
                        .forEach(open::push);
            }
        }
        return found.stream();
    }

    private static boolean isPlain(JavaClass type) {
        JavaClass component = type.getBaseComponentType();
        return component.isPrimitive()
                || isOurs(component)
                || (VALUES.contains(component.getPackageName())
                        && !CHANCE.contains(component.getSimpleName()));
    }

    private static boolean readsClockOrChance(JavaAccess<?> access) {
        return CLOCK_AND_CHANCE.contains(access.getTarget().getName())
                && access.getTargetOwner().getPackageName().startsWith("java.");
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }

    /// The part behind `dev.nostro.`; packages are flat, so a dot in it has no place.
    private static String packageOf(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1) : name;
    }

    private static int rank(JavaClass type) {
        int rank = ORDER.indexOf(packageOf(type));
        return rank < 0 ? ORDER.size() : rank;
    }
}
