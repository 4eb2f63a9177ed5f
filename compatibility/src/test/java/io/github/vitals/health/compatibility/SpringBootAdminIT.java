package io.github.vitals.health.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a real Spring Boot Admin server shows of a service that has registered with it. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class SpringBootAdminIT {
    private static final ConditionFactory SOON = await().atMost(Duration.ofSeconds(60));

    /** What its pages accept. */
    private static final String ACTUATOR = "application/vnd.spring-boot.actuator.v3+json,"
            + "application/vnd.spring-boot.actuator.v2+json,application/vnd.spring-boot.actuator.v1+json,application/json";

    @TempDir
    private static Path folder;

    private static URI admin;
    private static Child server;

    @BeforeAll
    static void start() throws Exception {
        int port = Ports.free();
        admin = URI.create("http://127.0.0.1:" + port);
        server = Child.java(
                folder.resolve("admin.log"),
                AdminServer.class,
                List.of(),
                List.of(
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        "--spring.boot.admin.monitor.status-interval=2s",
                        "--spring.boot.admin.monitor.status-lifetime=1s"));
        SOON.ignoreExceptions()
                .until(() -> Http.json(admin.resolve("/instances")).isArray());
    }

    /** It would take its time to end in order, and has nothing to lose. */
    @AfterAll
    static void stop() {
        server.kill();
    }

    private static URI register(Shop shop) throws Exception {
        return register(registration(shop));
    }

    private static Guide registration(Shop shop) throws Exception {
        return Guide.sample("json", "healthUrl")
                .with("10.0.0.11:8081", shop.uri().getAuthority())
                .with("10.0.0.11:8080", shop.uri().getAuthority());
    }

    private static URI register(Guide registration) throws Exception {
        HttpResponse<String> registered = Http.post(admin.resolve("/instances"), registration.text());
        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
        String id = JsonMapper.shared().readTree(registered.body()).get("id").asString();
        return admin.resolve("/instances/" + id);
    }

    private static JsonNode status(URI instance) throws Exception {
        return Http.json(instance).get("statusInfo");
    }

    private static void awaitStatus(URI instance, String status) {
        SOON.untilAsserted(
                () -> assertThat(status(instance).get("status").asString()).isEqualTo(status));
    }

    @Test
    void showsEachCheckAndWhenOneBreaksAndIsMended() throws Exception {
        try (Shop shop = Shop.open()) {
            URI instance = register(shop);
            awaitStatus(instance, "UP");
            JsonNode database = status(instance).get("details").get("orders-db");
            assertThat(database.get("status").asString()).isEqualTo("UP");
            assertThat(database.get("details").get("message").asString()).isEqualTo("2 of 10 connections");
            assertThat(database.get("details").get("data").get("connections").asInt())
                    .isEqualTo(2);

            shop.breakDatabase();
            awaitStatus(instance, "DOWN");
            JsonNode broken = status(instance).get("details").get("orders-db");
            assertThat(broken.get("status").asString()).isEqualTo("DOWN");
            assertThat(broken.get("details").get("reason").asString()).isEqualTo("connect_refused");
            assertThat(broken.get("details").get("message").asString()).isEqualTo("nobody listens");
            assertThat(status(instance)
                            .get("details")
                            .get("cache")
                            .get("status")
                            .asString())
                    .isEqualTo("UP");

            shop.mend();
            awaitStatus(instance, "UP");
            assertThat(journal(instance)).containsSubsequence("UP", "DOWN", "UP");
        }
    }

    /** The statuses it has noted, in order. */
    private static List<String> journal(URI instance) throws Exception {
        return Http.json(admin.resolve("/instances/events"))
                .valueStream()
                .filter(event -> event.get("instance").asString().equals(name(instance)))
                .filter(event -> event.get("type").asString().equals("STATUS_CHANGED"))
                .map(event -> event.get("statusInfo").get("status").asString())
                .toList();
    }

    private static String name(URI instance) {
        return instance.getPath().substring("/instances/".length());
    }

    /** What it keeps of an instance it renews when the status of the whole changes; what it passes on is live. */
    @Test
    void passesOnThatACheckIsDownWhichIsNotCriticalWhileTheInstanceIsUp() throws Exception {
        try (Shop shop = Shop.open()) {
            URI instance = register(shop);
            awaitStatus(instance, "UP");
            shop.breakCache();
            JsonNode live = Http.json(URI.create(instance + "/actuator/health"), ACTUATOR);
            assertThat(live.get("status").asString()).isEqualTo("UP");
            assertThat(live.get("components").get("cache").get("status").asString())
                    .isEqualTo("DOWN");
        }
    }

    @Test
    void showsTheGroups() throws Exception {
        try (Shop shop = Shop.open()) {
            URI instance = register(shop);
            awaitStatus(instance, "UP");
            assertThat(Http.json(URI.create(instance + "/health-groups"))
                            .valueStream()
                            .map(JsonNode::asString))
                    .contains("liveness", "readiness", "startup");
            JsonNode readiness = Http.json(URI.create(instance + "/actuator/health/readiness"), ACTUATOR);
            assertThat(readiness.get("status").asString()).isEqualTo("UP");
            assertThat(readiness
                            .get("components")
                            .get("orders-db")
                            .get("status")
                            .asString())
                    .isEqualTo("UP");
        }
    }

    /** Its own client names one; then the server looks for all that Spring Boot's Actuator may have. */
    @Test
    void showsTheSameWhereAManagementAddressIsGivenToo() throws Exception {
        try (Shop shop = Shop.open()) {
            Guide registration = registration(shop)
                    .with("{\n", "{\n  \"managementUrl\": \"" + shop.uri().resolve("/actuator") + "\",\n");
            URI instance = register(registration);
            awaitStatus(instance, "UP");
            assertThat(Http.json(instance)
                            .get("endpoints")
                            .valueStream()
                            .map(endpoint -> endpoint.get("id").asString()))
                    .containsExactly("health");
            assertThat(status(instance)
                            .get("details")
                            .get("orders-db")
                            .get("status")
                            .asString())
                    .isEqualTo("UP");
        }
    }

    @Test
    void showsTheStatusAloneOfAServiceThatHidesDetails() throws Exception {
        try (Shop shop = Shop.closed()) {
            URI instance = register(shop);
            awaitStatus(instance, "UP");
            shop.breakDatabase();
            awaitStatus(instance, "DOWN");
            assertThat(status(instance).get("details")).isEmpty();
        }
    }
}
