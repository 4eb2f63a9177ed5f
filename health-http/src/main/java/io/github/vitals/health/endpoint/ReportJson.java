package io.github.vitals.health.endpoint;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.util.List;

/** The JSON of MicroProfile Health, with more fields. */
final class ReportJson implements Rendering {
    private final StatusCodes codes;

    ReportJson(StatusCodes codes) {
        this.codes = codes;
    }

    @Override
    public byte[] statusOnly(HealthStatus status) {
        return Utf8.encode(
                "{\"status\":\"" + codes.binary(status) + "\",\"health\":\"" + status.name() + "\",\"checks\":[]}\n");
    }

    @Override
    public byte[] report(HealthReport report) {
        return Json.document(json -> {
            head(json, report.status());
            json.field("group", report.group().name());
            json.field("since", report.since());
            json.field("at", report.at());
            checks(json, report.states(), report.group());
        });
    }

    @Override
    public byte[] check(CheckState state) {
        return Json.document(json -> {
            head(json, state.status());
            checks(json, List.of(state), HealthGroup.ALL);
        });
    }

    private void head(Json json, HealthStatus status) {
        json.field("status", codes.binary(status));
        json.field("health", status.name());
    }

    private void checks(Json json, List<CheckState> states, HealthGroup group) {
        Checks checks =
                Checks.fitting(states, (state, withData) -> Json.object(it -> check(it, state, group, withData)));
        json.objects("checks", checks.written().values());
        if (checks.omitted() > 0) {
            json.field("checksOmitted", checks.omitted());
        }
    }

    private void check(Json json, CheckState state, HealthGroup group, boolean withData) {
        json.field("name", state.name());
        head(json, state.status());
        json.field("critical", state.policy().critical(group));
        json.present("reason", state.reason().map(FailureReason::label));
        json.present("message", state.message());
        json.present("rootCause", state.rootCause());
        json.field("since", state.since());
        json.present("checkedAt", state.checkedAt());
        state.duration().ifPresent(took -> json.seconds("durationSeconds", took));
        json.present("lastSuccess", state.lastSuccess());
        json.present("streak", state.streak());
        state.result().ifPresent(result -> result(json, result, withData));
    }

    private static void result(Json json, HealthResult result, boolean withData) {
        json.object("result", raw -> {
            raw.field("health", result.status().name());
            raw.present("reason", result.reason().map(FailureReason::label));
            raw.present("message", result.message());
        });
        if (result.details().isEmpty()) {
            return;
        }
        if (withData) {
            json.object("data", data -> result.details().forEach(data::value));
        } else {
            json.field("dataOmitted", true);
        }
    }
}
