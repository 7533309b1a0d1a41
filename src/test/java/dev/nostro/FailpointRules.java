package dev.nostro;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Where a crossing passes a failpoint. A *step* is a message that is sent or a commit of this
/// region's books: a call of `Wire` or `OwnBooks` that is no mere look. Right before each step and
/// right after it there is a failpoint, in the same method or in whatever calls it; and a method
/// that receives a message begins and ends with one.
///
/// Order is that of the lines, which the formatter makes that of the steps. A method that calls
/// itself repeats its step, and the failpoints around it are not asked for again.
final class FailpointRules {
    private static final String CROSSING = "dev.nostro.crossing";
    private static final Set<String> SEAMS = Set.of(CROSSING + ".Wire", CROSSING + ".OwnBooks");

    /// Nothing depends on whether these were done. `unclaimed` opens an account if there is none
    /// yet, once and for all, and puts nothing into it.
    private static final Set<String> LOOKS =
            Set.of(
                    "reachable",
                    "hopeful",
                    "waiting",
                    "overdue",
                    "verdict",
                    "accepted",
                    "unsettled",
                    "inDoubt",
                    "unclaimed");

    /// Behind the seams: where another region is really called, and the books are really written.
    private static final Set<String> BEHIND =
            Set.of(
                    "dev.nostro.link.Link.call",
                    "dev.nostro.ledger.Decisions.abort",
                    "dev.nostro.ledger.Decisions.settled");

    private final List<JavaCodeUnit> methods;

    private enum Way {
        BEFORE,
        AFTER
    }

    private FailpointRules(JavaClasses classes) {
        this.methods =
                classes.stream()
                        .filter(type -> type.getPackageName().equals(CROSSING))
                        .filter(type -> !isSeam(type))
                        .flatMap(type -> type.getCodeUnits().stream())
                        .toList();
    }

    /// The steps that have no failpoint on one side.
    static List<String> stepsWithout(JavaClasses classes) {
        FailpointRules rules = new FailpointRules(classes);
        return rules.methods.stream()
                .flatMap(method -> rules.events(method).stream())
                .filter(FailpointRules::isStep)
                .flatMap(step ->
                        Stream.of(Way.values())
                                .filter(way -> !rules.passes(step, way, new HashSet<>()))
                                .map(way -> "no failpoint " + way + " " + step.getDescription()))
                .toList();
    }

    /// The methods that receive messages and do not begin and end with a failpoint.
    static List<String> handlersWithout(JavaClasses classes) {
        FailpointRules rules = new FailpointRules(classes);
        return rules.methods.stream()
                .filter(FailpointRules::receives)
                .flatMap(method ->
                        Stream.of(Way.values())
                                .filter(way -> !rules.edgePasses(method, way, new HashSet<>()))
                                .map(way ->
                                        method.getFullName()
                                                + (way == Way.BEFORE ? " begins" : " ends")
                                                + " without a failpoint"))
                .toList();
    }

    /// What goes round the seams, where no rule would see it.
    static List<String> round(JavaClasses classes) {
        return new FailpointRules(classes)
                .methods.stream()
                        .flatMap(method -> calls(method))
                        .filter(call -> BEHIND.contains(name(call)))
                        .map(JavaCodeUnitAccess::getDescription)
                        .toList();
    }

    /// Every place that a failpoint of this name is passed at.
    static long places(JavaClasses classes, String failpoint) {
        return classes.stream()
                .flatMap(type -> type.getFieldAccessesFromSelf().stream())
                .filter(access -> access.getTargetOwner().getName().equals(CROSSING + ".Failpoint"))
                .filter(access -> !access.getOriginOwner().equals(access.getTargetOwner()))
                .filter(access -> access.getTarget().getName().equals(failpoint))
                .count();
    }

    /// Whether what stands next to this call is a failpoint.
    private boolean passes(JavaCodeUnitAccess<?> call, Way way, Set<JavaCodeUnitAccess<?>> seen) {
        if (!seen.add(call)) {
            return true;
        }
        List<JavaCodeUnitAccess<?>> events = events(call.getOrigin());
        int next = events.indexOf(call) + (way == Way.BEFORE ? -1 : 1);
        if (next >= 0 && next < events.size()) {
            JavaCodeUnitAccess<?> beside = events.get(next);
            return isPass(beside)
                    || (!isStep(beside)
                            && edgePasses(target(beside), opposite(way), new HashSet<>()));
        }
        List<JavaCodeUnitAccess<?>> callers =
                methods.stream()
                        .flatMap(method -> events(method).stream())
                        .filter(other -> isOurs(other) && target(other).equals(call.getOrigin()))
                        .toList();
        return !callers.isEmpty() && callers.stream().allMatch(caller -> passes(caller, way, seen));
    }

    /// Whether the first or the last thing that this method does is a failpoint.
    private boolean edgePasses(JavaCodeUnit method, Way way, Set<JavaCodeUnit> seen) {
        List<JavaCodeUnitAccess<?>> events = events(method);
        if (events.isEmpty() || !seen.add(method)) {
            return false;
        }
        JavaCodeUnitAccess<?> edge = way == Way.BEFORE ? events.getFirst() : events.getLast();
        return isPass(edge)
                || (!isStep(edge) && isOurs(edge) && edgePasses(target(edge), way, seen));
    }

    /// Failpoints, steps, and calls of what has such in it, as they stand.
    private List<JavaCodeUnitAccess<?>> events(JavaCodeUnit method) {
        return calls(method)
                .filter(call ->
                        isPass(call)
                                || isStep(call)
                                || (isOurs(call)
                                        && !target(call).equals(method)
                                        && hasSteps(target(call), new HashSet<>())))
                .toList();
    }

    private boolean hasSteps(JavaCodeUnit method, Set<JavaCodeUnit> seen) {
        return seen.add(method)
                && calls(method)
                        .anyMatch(call ->
                                isPass(call)
                                        || isStep(call)
                                        || (isOurs(call) && hasSteps(target(call), seen)));
    }

    private static Stream<JavaCodeUnitAccess<?>> calls(JavaCodeUnit method) {
        Stream<JavaCodeUnitAccess<?>> all =
                Stream.concat(
                        method.getCallsFromSelf().stream(),
                        method.getMethodReferencesFromSelf().stream());
        return all.sorted(Comparator.comparingInt(JavaCodeUnitAccess::getLineNumber));
    }

    private boolean isOurs(JavaCodeUnitAccess<?> call) {
        return call.getTarget().resolveMember().filter(methods::contains).isPresent();
    }

    private static JavaCodeUnit target(JavaCodeUnitAccess<?> call) {
        return (JavaCodeUnit) call.getTarget().resolveMember().orElseThrow();
    }

    private static boolean isPass(JavaCodeUnitAccess<?> call) {
        return name(call).equals(CROSSING + ".Failpoint.pass");
    }

    private static boolean isStep(JavaCodeUnitAccess<?> call) {
        return isSeam(call.getTargetOwner())
                && !call.getTarget().getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                && !LOOKS.contains(call.getTarget().getName());
    }

    /// One of the two interfaces, or a class that is one of them.
    private static boolean isSeam(JavaClass type) {
        return SEAMS.stream().anyMatch(type::isAssignableTo);
    }

    private static boolean receives(JavaCodeUnit method) {
        return method.getOwner().getSimpleName().equals("Inbox")
                && method.getRawParameterTypes().stream()
                        .anyMatch(type -> type.isEquivalentTo(byte[].class));
    }

    private static String name(JavaCodeUnitAccess<?> call) {
        return call.getTargetOwner().getName() + "." + call.getTarget().getName();
    }

    private static Way opposite(Way way) {
        return way == Way.BEFORE ? Way.AFTER : Way.BEFORE;
    }
}
