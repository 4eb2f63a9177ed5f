package io.github.vitals.health.logging;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.github.vitals.health.logging", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.github.vitals.health.logging";

    @ArchTest
    static final ArchRule noRoomKnowsTheHall = noClasses()
            .that()
            .resideInAPackage(ROOT + ".*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT);

    @ArchTest
    static final ArchRule roomsFormNoCircle =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule filesArchivesAndCorrelationStandApart = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + ".file", ROOT + ".archive", ROOT + ".correlation", ROOT + ".suppress", ROOT + ".access")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".audit", ROOT + ".levels");

    @ArchTest
    static final ArchRule onlyTheMetersOfTheLogSeeMicrometer = noClasses()
            .that(DescribedPredicate.not(
                    belongToAnyOf(LogMetrics.class, LogMeters.class, FollowingMeters.class, CountingAppender.class)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule onlyCorrelationSeesOpenTelemetry = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".correlation")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.opentelemetry..");

    @ArchTest
    static final ArchRule onlyFiltersSeeServlets = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".correlation", ROOT + ".access")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..");
}
