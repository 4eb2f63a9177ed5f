package io.github.vitals.health.endpoint;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.util.List;
import java.util.function.Supplier;

/**
 * The JSON of Spring Boot Actuator's health endpoint, version 3.
 *
 * <p>The status of the whole agrees with the status code, since its clients take whatever is not UP for out of order;
 * those of the components are exact, in the words its clients know.
 */
final class ActuatorJson implements Rendering {
    private final StatusCodes codes;
    private final Supplier<List<String>> groups;

    ActuatorJson(StatusCodes codes, Supplier<List<String>> groups) {
        this.codes = codes;
        this.groups = groups;
    }

    @Override
    public byte[] statusOnly(HealthStatus status) {
        return Utf8.encode("{\"status\":\"" + whole(status) + "\"}\n");
    }

    @Override
    public byte[] report(HealthReport report) {
        Checks checks = Checks.fitting(report.states(), ActuatorJson::component);
        return Json.document(json -> {
            json.field("status", whole(report.status()));
            json.field("health", report.status().name());
            json.objects("components", checks.written());
            if (report.group().equals(HealthGroup.ALL)) {
                json.strings("groups", groups.get());
            }
            if (checks.omitted() > 0) {
                json.field("componentsOmitted", checks.omitted());
            }
        });
    }

    @Override
    public byte[] check(CheckState state) {
        return Json.document(json -> {
            json.field("status", whole(state.status()));
            details(json, state, true);
        });
    }

    private String whole(HealthStatus status) {
        if (codes.passes(status)) {
            return "UP";
        }
        return status == HealthStatus.UNKNOWN ? "UNKNOWN" : "DOWN";
    }

    private static String component(CheckState state, boolean withData) {
        return Json.object(json -> {
            json.field("status", word(state.status()));
            details(json, state, withData);
        });
    }

    private static String word(HealthStatus status) {
        return switch (status) {
            case DEGRADED -> "RESTRICTED";
            case MAINTENANCE -> "OUT_OF_SERVICE";
            default -> status.name();
        };
    }

    private static void details(Json json, CheckState state, boolean withData) {
        json.object("details", details -> {
            details.field("health", state.status().name());
            details.present("reason", state.reason().map(FailureReason::label));
            details.present("message", state.message());
            details.present("rootCause", state.rootCause());
            details.field("since", state.since());
            details.present("checkedAt", state.checkedAt());
            if (withData) {
                state.result()
                        .map(HealthResult::details)
                        .filter(data -> !data.isEmpty())
                        .ifPresent(data -> details.object("data", all -> data.forEach(all::value)));
            }
        });
    }
}
