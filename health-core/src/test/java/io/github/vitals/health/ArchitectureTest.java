package io.github.vitals.health;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

@AnalyzeClasses(packages = "io.github.vitals.health", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.github.vitals.health";

    @ArchTest
    static final ArchRule theRootDependsOnNoOtherPackageOfOurs = noClasses()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .dependOnClassesThat(
                    resideInAPackage(ROOT + "..").and(resideInAPackage(ROOT).negate()));

    @ArchTest
    static final ArchRule theRootKnowsOnlyTheJdkSlf4jAndJspecify = classes()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT, "java..", "org.slf4j..", "org.jspecify..");

    @ArchTest
    static final ArchRule onlyMetricsSeesMicrometer = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule onlyMaintenanceSeesTheCronLibrary = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".maintenance")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.cronutils..");

    @ArchTest
    static final ArchRule onlyHistorySeesHdrHistogram = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".history")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.HdrHistogram..");

    @ArchTest
    static final ArchRule historyKnowsOnlyTheRoot = noClasses()
            .that()
            .resideInAPackage(ROOT + ".history")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "..")
                    .and(resideInAPackage(ROOT).negate())
                    .and(resideInAPackage(ROOT + ".history").negate()));

    @ArchTest
    static final ArchRule maintenanceKnowsOnlyTheRoot = noClasses()
            .that()
            .resideInAPackage(ROOT + ".maintenance")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "..")
                    .and(resideInAPackage(ROOT).negate())
                    .and(resideInAPackage(ROOT + ".maintenance").negate()));

    @ArchTest
    static final ArchRule nothingPrints = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule nothingLogsPastSlf4j = GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule nothingSleeps = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class);

    @ArchTest
    static final ArchRule publicClassesAreFinalInterfacesEnumsOrRecords = classes()
            .that()
            .arePublic()
            .and()
            .areNotInterfaces()
            .should()
            .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL);
}
