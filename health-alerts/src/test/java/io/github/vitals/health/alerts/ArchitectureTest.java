package io.github.vitals.health.alerts;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

@AnalyzeClasses(packages = "io.github.vitals.health.alerts", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.github.vitals.health.alerts";
    private static final String CHANNEL = ROOT + ".channel";
    private static final String MAIL = ROOT + ".mail";

    @ArchTest
    static final ArchRule channelsKnowNothingOfTheAlertsTheyCarry = noClasses()
            .that()
            .resideInAnyPackage(CHANNEL, MAIL)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT);

    @ArchTest
    static final ArchRule mailIsOneChannelThatTheOthersDoWithout = noClasses()
            .that()
            .resideOutsideOfPackage(MAIL)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(MAIL);

    @ArchTest
    static final ArchRule onlyMailSeesTheMailLibrary = noClasses()
            .that()
            .resideOutsideOfPackage(MAIL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..");

    @ArchTest
    static final ArchRule onlyAlertMetricsSeesMicrometer = noClasses()
            .that(DescribedPredicate.not(belongToAnyOf(AlertMetrics.class)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule channelsSeeOfTheCoreItsWordsAlone = noClasses()
            .that()
            .resideInAnyPackage(CHANNEL, MAIL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.vitals.health.history..",
                    "io.github.vitals.health.shared..",
                    "io.github.vitals.health.checks..");

    @ArchTest
    static final ArchRule nothingPrintsButTheCommand = noClasses()
            .that()
            .haveSimpleNameNotContaining("Command")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule nothingSleeps = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class);

    @ArchTest
    static final ArchRule publicClassesAreFinalInterfacesEnumsOrRecords =
            classes().that().arePublic().and().areNotInterfaces().should().haveModifier(JavaModifier.FINAL);
}
