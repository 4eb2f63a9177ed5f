package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.alerts.SharedKeeper.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedKeeperTest {
    @TempDir
    Path folder;

    private Fleet fleet;
    private Fleet.Instance one;
    private Fleet.Instance two;

    @BeforeEach
    void twoInstances() {
        fleet = new Fleet(folder);
        one = fleet.instance("one");
        two = fleet.instance("two");
        fleet.pass(1);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void oneOfThemSendsWhatBothSee() {
        assertThat(one.role()).isEqualTo(Role.LEADER);
        assertThat(two.role()).isEqualTo(Role.FOLLOWER);
        one.see("db", "*");
        two.see("db", "*");
        fleet.pass(10);
        assertThat(fleet.told()).containsExactly("one: trigger db");
        one.up("db");
        fleet.pass(10);
        assertThat(fleet.told()).isEmpty();
        two.up("db");
        fleet.pass(10);
        assertThat(fleet.told()).containsExactly("one: resolve db");
    }

    @Test
    void whatOnlyTheOtherSeesIsSentToo() {
        two.down("db");
        fleet.pass(3);
        assertThat(fleet.told()).containsExactly("one: trigger db");
        two.up("db");
        fleet.pass(3);
        assertThat(fleet.told()).containsExactly("one: resolve db");
    }

    @Test
    void anotherTakesOverFromOneThatIsFrozenAndNothingIsToldTwice() {
        one.see("db", "*");
        two.see("db", "*");
        fleet.pass(3);
        assertThat(fleet.told()).containsExactly("one: trigger db");
        one.frozen = true;
        two.down("mail");
        fleet.pass(30);
        assertThat(two.role()).isEqualTo(Role.LEADER);
        assertThat(fleet.told()).containsExactly("two: trigger mail");
        one.frozen = false;
        one.up("db");
        two.up("db").up("mail");
        fleet.pass(30);
        assertThat(one.role()).isEqualTo(Role.FOLLOWER);
        assertThat(fleet.told()).containsExactlyInAnyOrder("two: resolve db", "two: resolve mail");
    }

    @Test
    void whatWasUnderWayInOneThatIsFrozenIsSentAgain() {
        one.deaf = true;
        one.down("db");
        fleet.pass(3);
        assertThat(fleet.told()).containsExactly("one: trigger db");
        fleet.pass(30);
        assertThat(fleet.told()).containsExactly("two: trigger db");
    }

    @Test
    void oneThatWakesAndIsNotAnsweredAtOnceDoesNotTakeItselfForAlone() {
        one.see("db", "*");
        two.see("db", "*");
        fleet.pass(3);
        one.frozen = true;
        fleet.pass(30);
        assertThat(two.role()).isEqualTo(Role.LEADER);
        one.line.cut = true;
        one.frozen = false;
        fleet.pass(3);
        assertThat(one.role()).isEqualTo(Role.FOLLOWER);
        one.line.cut = false;
        fleet.pass(3);
        assertThat(fleet.told()).containsExactly("one: trigger db");
    }

    @Test
    void oneThatFollowsAndWakesUnansweredDoesNotTakeItselfForAlone() {
        one.see("db", "*");
        two.see("db", "*");
        two.frozen = true;
        fleet.pass(30);
        two.line.cut = true;
        two.frozen = false;
        fleet.pass(3);
        assertThat(two.role()).isEqualTo(Role.FOLLOWER);
        assertThat(fleet.told()).containsExactly("one: trigger db");
    }

    @Test
    void anAlertOfAnInstanceThatIsGoneIsOverInTheEnd() {
        two.down("db");
        fleet.pass(3);
        two.frozen = true;
        fleet.pass(290);
        assertThat(fleet.told()).containsExactly("one: trigger db");
        fleet.pass(30);
        assertThat(fleet.told()).containsExactly("one: resolve db");
    }

    @Test
    void oneThatIsStartedAgainGoesOnSeeingWhatItSaw() {
        one.down("db");
        fleet.pass(3);
        one.restart();
        fleet.pass(30);
        assertThat(fleet.told()).containsExactly("one: trigger db");
        assertThat(one.seen).hasSize(1);
        one.up("db");
        fleet.pass(30);
        assertThat(fleet.told()).containsExactly("two: resolve db");
    }

    @Test
    void withoutTheStoreTheOneWithTheLeaseGoesOnAtOnce() {
        fleet.memory.down = true;
        one.down("db");
        fleet.pass(2);
        assertThat(fleet.told()).containsExactly("one: trigger db");
    }

    @Test
    void withoutTheStoreTheOtherGoesOnWhenTheLeaseHasRunOut() {
        fleet.memory.down = true;
        two.down("db");
        fleet.pass(15);
        assertThat(fleet.told()).isEmpty();
        fleet.pass(10);
        assertThat(fleet.told()).containsExactly("two: trigger db");
    }

    @Test
    void whatWasToldWithoutTheStoreIsResolvedOnceWhenItIsBack() {
        fleet.memory.down = true;
        one.down("db");
        two.down("mail");
        fleet.pass(30);
        assertThat(fleet.told()).containsExactlyInAnyOrder("one: trigger db", "two: trigger mail");
        fleet.memory.down = false;
        fleet.pass(30);
        assertThat(fleet.told()).isEmpty();
        one.up("db");
        two.up("mail");
        fleet.pass(30);
        assertThat(fleet.told()).hasSize(2).allMatch(each -> each.contains("resolve"));
    }

    @Test
    void whatIsOverWithoutTheStoreIsToldWithoutIt() {
        one.down("db");
        fleet.pass(3);
        fleet.memory.down = true;
        fleet.pass(3);
        one.up("db");
        fleet.pass(30);
        assertThat(fleet.told()).containsExactly("one: trigger db", "one: resolve db");
        fleet.memory.down = false;
        fleet.pass(60);
        assertThat(fleet.told()).isEmpty();
    }

    @Test
    void whatBothTellWithoutTheStoreIsUnderTheSameKeyAndResolvedOnceAfterwards() {
        fleet.memory.down = true;
        one.see("db", "*");
        two.see("db", "*");
        fleet.pass(30);
        assertThat(fleet.told()).containsExactlyInAnyOrder("one: trigger db", "two: trigger db");
        fleet.memory.down = false;
        fleet.pass(30);
        one.up("db");
        two.up("db");
        fleet.pass(30);
        assertThat(fleet.told()).hasSize(1).allMatch(each -> each.endsWith("resolve db"));
    }

    @Test
    void whatWasToldAloneIsResolvedAlsoIfTheProcessEndedMeanwhile() {
        fleet.memory.down = true;
        two.down("mail");
        fleet.pass(30);
        assertThat(fleet.told()).containsExactly("two: trigger mail");
        two.restart();
        fleet.pass(5);
        fleet.memory.down = false;
        fleet.pass(30);
        assertThat(fleet.told()).hasSize(1).allMatch(each -> each.endsWith("resolve mail"));
    }

    @Test
    void whatWasToldBeforeThereWasASharedStoreIsResolvedAfterwards() {
        Scene before = new Scene().down("db");
        before.step().after(Duration.ofSeconds(30));
        try (FileRecords file = FileRecords.open(folder.resolve("three.log"))) {
            Map<String, Optional<String>> kept = new LinkedHashMap<>();
            before.bureau().outbox().records.all().forEach((name, text) -> kept.put(name, Optional.of(text)));
            file.write(LocalKeeper.SPACE, kept);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        fleet.instance("three");
        fleet.pass(30);
        assertThat(fleet.told()).containsExactly("one: resolve db");
    }

    @Test
    void recordsOfAnotherVersionKeepNobodyFromTellingAndAreLeftAsTheyAre() {
        fleet.memory.space("alerts/orders").put("standing/ops/" + Scene.key("db"), "of another version");
        fleet.memory.space("alerts/orders").put("outage/" + Scene.key("db"), "{}");
        fleet.memory.space("alerts/orders/inbox").put("request/1", "{}");
        fleet.memory.space("alerts/orders/inbox").put("return/1", "{}");
        one.frozen = true;
        two.down("mail");
        fleet.pass(30);
        assertThat(two.role()).isEqualTo(Role.LEADER);
        assertThat(fleet.told()).containsExactly("two: trigger mail");
        assertThat(fleet.memory.space("alerts/orders")).containsValue("of another version");
    }

    @Test
    void instancesWhoseNamesBeginAlikeAreKeptApart() {
        Fleet.Instance part = fleet.instance("two/blue");
        part.down("db");
        fleet.pass(10);
        two.restart();
        assertThat(two.seen).isEmpty();
        fleet.pass(5);
        assertThat(two.seen).isEmpty();
    }

    @Test
    void oneThatIsCutOffHandsInWhatItDidWhileAnotherHadTheLease() {
        one.line.cut = true;
        one.down("db");
        fleet.pass(40);
        assertThat(two.role()).isEqualTo(Role.LEADER);
        assertThat(fleet.told()).containsExactly("one: trigger db");
        one.line.cut = false;
        fleet.pass(30);
        assertThat(one.role()).isEqualTo(Role.FOLLOWER);
        one.up("db");
        fleet.pass(30);
        assertThat(fleet.told()).containsExactly("two: resolve db");
    }
}
