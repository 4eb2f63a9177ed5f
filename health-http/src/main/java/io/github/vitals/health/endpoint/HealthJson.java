package io.github.vitals.health.endpoint;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;

/**
 * The JSON of the IETF draft "Health Check Response Format for HTTP APIs" (draft-inadarei-api-health-check). What
 * answers with a code below 400 is {@code pass} or {@code warn}, everything else {@code fail}.
 */
final class HealthJson implements Rendering {
    private final StatusCodes codes;

    HealthJson(StatusCodes codes) {
        this.codes = codes;
    }

    @Override
    public byte[] statusOnly(HealthStatus status) {
        return Utf8.encode("{\"status\":\"" + word(status) + "\"}\n");
    }

    @Override
    public byte[] report(HealthReport report) {
        Checks checks = Checks.fitting(report.states(), this::component);
        return Json.document(json -> {
            json.field("status", word(report.status()));
            json.field("health", report.status().name());
            json.field("description", "group " + report.group().name());
            json.lists("checks", checks.written());
            if (checks.omitted() > 0) {
                json.field("checksOmitted", checks.omitted());
            }
        });
    }

    @Override
    public byte[] check(CheckState state) {
        return Json.document(json -> fields(json, state, true));
    }

    private String word(HealthStatus status) {
        if (!codes.passes(status)) {
            return "fail";
        }
        return status == HealthStatus.UP ? "pass" : "warn";
    }

    private String component(CheckState state, boolean withData) {
        return Json.object(json -> fields(json, state, withData));
    }

    /** The draft's own fields first; further ones are allowed by it. */
    private void fields(Json json, CheckState state, boolean withData) {
        json.field("componentId", state.name());
        json.field("status", word(state.status()));
        json.present("time", state.checkedAt());
        state.duration().ifPresent(took -> {
            json.seconds("observedValue", took);
            json.field("observedUnit", "s");
        });
        if (state.status() != HealthStatus.UP) {
            json.present("output", state.message());
        }
        json.field("health", state.status().name());
        json.present("reason", state.reason().map(FailureReason::label));
        json.present("rootCause", state.rootCause());
        json.field("since", state.since());
        if (withData) {
            state.result()
                    .map(HealthResult::details)
                    .filter(data -> !data.isEmpty())
                    .ifPresent(data -> json.object("data", all -> data.forEach(all::value)));
        }
    }
}
