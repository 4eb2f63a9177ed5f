package io.github.vitals.health;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class OverridesTest {
    private final HealthCheck up = context -> HealthResult.up();
    private final Map<String, String> settings = new LinkedHashMap<>();

    /** A check of something outside the process. */
    private static final HealthCheck EXTERNAL = new HealthCheck() {
        @Override
        public HealthResult check(CheckContext context) {
            return HealthResult.up();
        }

        @Override
        public boolean external() {
            return true;
        }
    };

    private HealthConfiguration configuration() {
        return HealthConfiguration.of(settings, "test");
    }

    private HealthRegistryBuilder builder() {
        return HealthRegistry.builder()
                .configuration(configuration())
                .check("orders-db", up)
                .check("cache", up);
    }

    @Nested
    class Faults {
        private AbstractThrowableAssert<?, ? extends Throwable> refused() {
            return assertThatThrownBy(() -> builder().build()).isInstanceOf(IllegalArgumentException.class);
        }

        private AbstractThrowableAssert<?, ? extends Throwable> refused(
                Map<String, String> environment, String... names) {
            HealthRegistryBuilder builder =
                    HealthRegistry.builder().configuration(HealthConfiguration.system(new Properties(), environment));
            for (String name : names) {
                builder.check(name, up);
            }
            return assertThatThrownBy(builder::build);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                value = {
                    "period; 1x; a duration, such as 500ms, 1s, 2m, 1h, 1d or PT1S",
                    "period; 1000; a duration, such as",
                    "period; PT; a duration, such as",
                    "period; PT99999999999999999999S; a duration, such as",
                    "period; 0s; > 0",
                    "period; PT-1S; > 0",
                    "period; 400d; at most PT8760H",
                    "jitter; lots; 0 to 0.5",
                    "jitter; 0.6; 0 to 0.5",
                    "jitter; NaN; 0 to 0.5",
                    "critical; yes; true or false",
                    "enabled; TRUE; true or false",
                    "failure-threshold; few; a number such as 3, or 3/5 for 3 of the last 5",
                    "failure-threshold; 3/x; a number such as 3",
                    "failure-threshold; 5/3; of at least 5 and at most 64",
                    "success-threshold; 0; at least 1",
                    "down-period; 1m after; a duration",
                    "down-period; 1m after later; a duration",
                    "groups; no such group; 1 to 100 letters",
                    "groups; checkout; one of [",
                    "tags; a,,b; 1 to 100 letters",
                    "depends-on; nobody; checks that are registered, of [cache, orders-db]"
                })
        void aValueThatIsRefusedIsNamedWithItsKeyItsSourceAndWhatIsExpected(
                String option, String value, String expected) {
            settings.put("vitals.health.check.orders-db." + option, value);
            refused()
                    .hasMessageStartingWith("configuration: 1 fault\n- vitals.health.check.orders-db." + option + ": "
                            + value + " (expected: ")
                    .hasMessageContaining(expected)
                    .hasMessageEndingWith("), from test");
        }

        @Test
        void allFaultsAreInOneException() {
            settings.put("vitals.health.check.orders-db.timeout", "soon");
            settings.put("vitals.health.check.ordrs-db.timeout", "1s");
            settings.put("vitals.health.check.cache.timout", "1s");
            settings.put("vitals.health.default.confirm", "0s");
            settings.put("vitals.health.deadline", "never");
            settings.put("vitals.health.chekc.cache.timeout", "1s");
            refused()
                    .hasMessageStartingWith("configuration: 6 faults\n")
                    .hasMessageContaining("orders-db.timeout: soon (expected: a duration")
                    .hasMessageContaining(
                            "ordrs-db.timeout: 1s (expected: a check that is registered, one of [cache, orders-db])")
                    .hasMessageContaining("cache.timout: 1s (expected: an option, one of [period, jitter, timeout,")
                    .hasMessageContaining("default.confirm: 0s (expected: > 0), from test")
                    .hasMessageContaining("vitals.health.deadline: never (expected: a duration")
                    .hasMessageContaining(
                            "chekc.cache.timeout: 1s (expected: check.<name>.<option>, default.<option> or one of"
                                    + " [deadline, threads] after vitals.health.)");
        }

        @Test
        void noRegistryIsMadeAndNothingRunsWhenThereAreFaults() {
            settings.put("vitals.health.check.cache.timeout", "soon");
            Scripted check = Scripted.up();
            HealthRegistryBuilder builder = builder().check("other", check);
            assertThatThrownBy(builder::start).isInstanceOf(IllegalArgumentException.class);
            assertThat(check.runs()).isZero();
        }

        @Test
        void valuesThatDoNotGoTogetherNameEverySettingTheyCouldComeFrom() {
            settings.put("vitals.health.default.timeout", "5s");
            settings.put("vitals.health.check.cache.period", "4s");
            settings.put("vitals.health.check.cache.critical", "false");
            refused()
                    .hasMessage("configuration: 1 fault\n- vitals.health.default.timeout: 5s, from test;"
                            + " vitals.health.check.cache.period: 4s, from test: with it the policy of cache has"
                            + " timeout: PT5S (expected: less than the period, PT4S)");
        }

        @Test
        void anExternalCheckIsNotPutIntoLivenessByAKey() {
            settings.put("vitals.health.check.far.groups", "liveness");
            assertThatThrownBy(() -> builder().check("far", EXTERNAL).build())
                    .hasMessageContaining("vitals.health.check.far.groups: liveness (expected: not for an external");
        }

        @Test
        void oneCheckCannotBeWhatAllDependOn() {
            settings.put("vitals.health.default.depends-on", "cache");
            refused().hasMessageContaining("default.depends-on: cache (expected: an option, one of [period,");
        }

        @Test
        void aKeyWithoutACheckIsRefused() {
            settings.put("vitals.health.check.timeout", "1s");
            refused().hasMessageContaining("check.timeout: 1s (expected: a check that is registered");
        }

        @Test
        void whatAnUnknownKeyHoldsIsNotShownWhenItMayBeASecretAndIsShortOtherwise() {
            settings.put("vitals.health.db-password", "hunter2");
            settings.put("vitals.health.url", "jdbc:postgresql://me:hunter2@db/orders?password=hunter2");
            settings.put("vitals.health.text", "first\nsecond" + "x".repeat(500));
            refused()
                    .hasMessageContaining("vitals.health.db-password: *** (expected: ")
                    .hasMessageContaining("vitals.health.text: first second")
                    .satisfies(thrown -> {
                        assertThat(thrown.getMessage()).doesNotContain("hunter2");
                        assertThat(thrown.getMessage().lines()).hasSize(4).allMatch(line -> line.length() < 300);
                    });
        }

        @Test
        void aVariableThatTwoChecksShareNamesBoth() {
            refused(Map.of("VITALS_HEALTH_CHECK_ORDERS_DB_TIMEOUT", "1s"), "orders-db", "orders.db")
                    .hasMessageContaining("VITALS_HEALTH_CHECK_ORDERS_DB_TIMEOUT: 1s (expected: one meaning, not"
                            + " timeout of orders-db or timeout of orders.db), from environment");
        }

        @Test
        void aVariableWhoseOptionCanBeReadTwoWaysNamesBoth() {
            refused(Map.of("VITALS_HEALTH_CHECK_A_DOWN_PERIOD", "1m"), "a", "a-down")
                    .hasMessageContaining("(expected: one meaning, not period of a-down or down-period of a)");
        }

        @Test
        void checksThatShareAVariableAreNoFaultWhileItIsNotSet() {
            HealthRegistry.builder()
                    .configuration(HealthConfiguration.system(
                            new Properties(), Map.of("VITALS_HEALTH_CHECK_CACHE_TIMEOUT", "1s")))
                    .check("orders-db", up)
                    .check("orders.db", up)
                    .check("cache", up)
                    .build()
                    .close();
        }

        @Test
        void aVariableOfNoCheckOrOptionIsRefused() {
            refused(
                            Map.of(
                                    "VITALS_HEALTH_CHECK_ORDRS_DB_TIMEOUT",
                                    "1s",
                                    "VITALS_HEALTH_CHECK_ORDERS_DB_TIMOUT",
                                    "2s",
                                    "VITALS_HEALTH_DEFAULT_TIMOUT",
                                    "3s"),
                            "orders-db")
                    .hasMessageStartingWith("configuration: 3 faults")
                    .hasMessageContaining("ORDRS_DB_TIMEOUT: 1s (expected: <CHECK>_<OPTION> with a check that is"
                            + " registered, one of [ORDERS_DB], and an option, one of [PERIOD, JITTER,")
                    .hasMessageContaining("VITALS_HEALTH_CHECK_ORDERS_DB_TIMOUT: 2s (expected: ")
                    .hasMessageContaining("VITALS_HEALTH_DEFAULT_TIMOUT: 3s (expected: an option, one of [PERIOD,");
        }
    }

    @Nested
    class SwitchedOff {
        @Test
        void aCheckThatIsSwitchedOffIsNotRegistered() {
            settings.put("vitals.health.check.cache.enabled", "false");
            try (HealthRegistry health = builder().build()) {
                assertThat(health.report().states())
                        .extracting(CheckState::name)
                        .containsExactly("orders-db");
            }
        }

        @Test
        void codeMaySwitchACheckOffAndAKeySwitchesItOnAgain() {
            HealthRegistryBuilder builder = builder().check("off", up, policy -> policy.enabled(false));
            try (HealthRegistry health = builder.build()) {
                assertThat(health.state("off")).isEmpty();
            }
            settings.put("vitals.health.check.off.enabled", "true");
            try (HealthRegistry health = builder.configuration(configuration()).build()) {
                assertThat(health.state("off")).isPresent();
            }
        }

        @Test
        void allButOneAreSwitchedOffByTheDefault() {
            settings.put("vitals.health.default.enabled", "false");
            settings.put("vitals.health.check.cache.enabled", "true");
            try (HealthRegistry health = builder().build()) {
                assertThat(health.report().states())
                        .extracting(CheckState::name)
                        .containsExactly("cache");
            }
        }

        @Test
        void othersDoAsIfItWereNotThere() {
            settings.put("vitals.health.check.dns.enabled", "false");
            HealthRegistryBuilder builder = builder()
                    .check("dns", Scripted.down())
                    .check("payments", up, policy -> policy.dependsOn("dns", "cache"));
            try (HealthRegistry health = builder.build()) {
                assertThat(health.state("payments").orElseThrow().policy().dependsOn())
                        .containsExactly("cache");
                assertThat(health.check("payments").status()).isEqualTo(HealthStatus.UP);
            }
        }

        @Test
        void aCompositeIsMadeOfWhatIsLeft() {
            settings.put("vitals.health.check.dns.enabled", "false");
            HealthRegistryBuilder builder = builder()
                    .check("dns", Scripted.down())
                    .check("both", HealthCheck.allOf("dns", "cache"))
                    .check("one", HealthCheck.anyOf("dns", "cache"));
            try (HealthRegistry health = builder.build()) {
                health.check();
                assertThat(health.check("both").status()).isEqualTo(HealthStatus.UP);
                assertThat(health.check("one").status()).isEqualTo(HealthStatus.UP);
            }
        }

        @Test
        void aCompositeOfNothingIsRefused() {
            settings.put("vitals.health.check.cache.enabled", "false");
            HealthRegistryBuilder builder = builder().check("all", HealthCheck.allOf("cache"));
            assertThatThrownBy(builder::build)
                    .hasMessage("members of all: [cache] (expected: at least one that is not switched off, or all"
                            + " switched off too)");
        }

        @Test
        void eachCheckSwitchedOffIsLoggedOnceWithWhatDidIt() {
            settings.put("vitals.health.check.cache.enabled", "false");
            Logger logger = (Logger) LoggerFactory.getLogger(HealthRegistry.class);
            ListAppender<ILoggingEvent> events = new ListAppender<>();
            events.start();
            logger.addAppender(events);
            logger.setLevel(Level.INFO);
            logger.setAdditive(false);
            try {
                builder()
                        .check("off", up, policy -> policy.enabled(false))
                        .build()
                        .close();
            } finally {
                logger.detachAppender(events);
                logger.setAdditive(true);
                logger.setLevel(null);
            }
            assertThat(events.list)
                    .extracting(ILoggingEvent::getMessage)
                    .containsExactly("Health check switched off", "Health check switched off");
            assertThat(pairs(events.list.get(0)))
                    .containsEntry("health.check.name", "cache")
                    .containsEntry("health.switched_off_by", "vitals.health.check.cache.enabled, from test");
            assertThat(pairs(events.list.get(1)))
                    .containsEntry("health.check.name", "off")
                    .containsEntry("health.switched_off_by", "code");
        }

        private static Map<String, Object> pairs(ILoggingEvent event) {
            Map<String, Object> pairs = new LinkedHashMap<>();
            event.getKeyValuePairs().forEach(pair -> pairs.put(pair.key, pair.value));
            return pairs;
        }
    }

    /** Checks that are added while the registry is in use. */
    @Nested
    class Later {
        private final Set<HealthGroup> groups = Set.of(HealthGroup.READINESS);

        private Overrides overrides(HealthConfiguration configuration, String... names) {
            Overrides overrides = new Overrides(configuration, groups);
            overrides.apply(
                    HealthRegistry.builder(),
                    List.of(names).stream().map(this::registration).toList());
            return overrides;
        }

        private Registration registration(String name) {
            return new Registration(name, up, CheckPolicy.defaults());
        }

        @Test
        void aCheckThatComesLaterGetsWhatIsSaidOfAllAndOfIt() {
            settings.put("vitals.health.default.confirm", "3s");
            settings.put("vitals.health.check.late.timeout", "1s");
            Overrides overrides = overrides(configuration().withLater("late"));
            CheckPolicy policy =
                    overrides.apply(registration("late")).orElseThrow().policy();
            assertThat(policy.confirm()).isEqualTo(ofSeconds(3));
            assertThat(policy.timeout()).isEqualTo(ofSeconds(1));
        }

        @Test
        void aRegistryInUseAppliesTheSettingsToWhatIsAdded() {
            settings.put("vitals.health.check.late.timeout", "1s");
            settings.put("vitals.health.check.never.enabled", "false");
            try (HealthRegistry health = HealthRegistry.builder()
                    .configuration(configuration().withLater("late", "never"))
                    .build()) {
                health.add("never", up);
                health.add("late", up, policy -> policy.dependsOn("never"));
                assertThat(health.state("never")).isEmpty();
                assertThat(health.state("late").orElseThrow().policy().timeout())
                        .isEqualTo(ofSeconds(1));
            }
        }

        @Test
        void aKeyOfACheckThatNobodyAnnouncedIsAFault() {
            settings.put("vitals.health.check.late.timeout", "1s");
            assertThatThrownBy(() -> overrides(configuration())).hasMessageContaining("late.timeout");
        }

        @Test
        void aCheckThatComesLaterMayBeSwitchedOffAndMayDependOnOneThatIs() {
            settings.put("vitals.health.check.late.enabled", "false");
            Overrides overrides = overrides(configuration().withLater("late"));
            assertThat(overrides.apply(registration("late"))).isEmpty();
            CheckPolicy dependent = CheckPolicy.builder().dependsOn("late").build();
            assertThat(overrides
                            .apply(new Registration("later", up, dependent))
                            .orElseThrow()
                            .policy()
                            .dependsOn())
                    .isEmpty();
        }

        @Test
        void aCheckThatMakesAVariableAmbiguousIsRefusedAndTheOthersAreNot() {
            Overrides overrides = overrides(
                    HealthConfiguration.system(new Properties(), Map.of("VITALS_HEALTH_CHECK_ORDERS_DB_TIMEOUT", "1s")),
                    "orders-db");
            assertThatThrownBy(() -> overrides.apply(registration("orders.db")))
                    .hasMessageContaining("one meaning, not timeout of orders-db or timeout of orders.db");
            assertThat(overrides.apply(registration("cache"))).isPresent();
        }

        @Test
        void namesAnnouncedOverAnotherConfigurationAreKept() {
            HealthConfiguration both =
                    configuration().withLater("a").over(configuration().withLater("b"));
            assertThat(both.later()).containsExactlyInAnyOrder("a", "b");
            assertThatThrownBy(() -> configuration().withLater("a b")).hasMessageStartingWith("names: \"a b\"");
        }
    }
}
