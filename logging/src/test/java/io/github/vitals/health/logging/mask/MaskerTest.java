package io.github.vitals.health.logging.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskerTest {
    private final Masker masker = Masker.of(it -> {});

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            password=hunter2                              | password=***
            password = hunter2, user=x                    | password = ***, user=x
            {password=hunter2, user=x}                    | {password=***, user=x}
            {"password":"hun\\"ter2","a":1}               | {"password":"***","a":1}
            {\\"password\\":\\"hunter2\\",\\"a\\":1}      | {\\"password\\":\\"***\\",\\"a\\":1}
            password => 'hun ter2' and more               | password => '***' and more
            DB_PASSWORD:hunter2                           | DB_PASSWORD:***
            spring.datasource.password=hunter2            | spring.datasource.password=***
            api-key: abc                                  | api-key: ***
            access_token=abc&x=1                          | access_token=***&x=1
            codes, secret=[a, b], x                       | codes, secret=***, x
            pin, credentials={a, b}, x                    | pin, credentials=***, x
            "credentials":{"a":{"b":"x"},"c":"y"},"d":1   | "credentials":***,"d":1
            "passwords":[["a","b"],["c"]], x              | "passwords":***, x
            "token":["a]b","c"],"d":1                     | "token":***,"d":1
            {\\"token\\":[\\"a]b\\",\\"c\\"],\\"d\\":1} | {\\"token\\":***,\\"d\\":1}
            password={ab}hunter2, x                       | password=***
            token=Token{value=a, b=[c]}, x                | token=***, x
            password=[never closed                        | password=***
            "password":"never closed                      | "password":"***
            password=                                     | password=
            Authorization: Basic dXNlcjpwdw==             | Authorization: ***
            authorization=Digest abc rest                 | authorization=*** rest
            token: Bearer abc.def                         | token: ***
            Cookie: a=b; session=c                        | Cookie: ***
            sent Bearer abcdefghij to it                  | sent Bearer *** to it
            the basic idea                                | the basic idea
            Bearer of news                                | Bearer of news
            postgresql://app:hunter2@db/shop              | postgresql://***@db/shop
            redis://:p@ss@cache:6379                      | redis://***@cache:6379
            http://shop/orders?user=a@b.example           | http://shop/orders?user=***@b.example
            a://b:c://d@e                                 | a://b:c://***@e
            mail to jane.doe+x@mail.example.org.          | mail to ***@mail.example.org.
            @Override or a@b or me@localhost              | @Override or a@b or me@localhost
            4111111111111111                              | ***
            card 4111 1111 1111 1111, 2 items             | card ***, 2 items
            4111-1111-1111-1111                           | ***
            card 378282246310005 of Amex                  | card *** of Amex
            4111111111111112                              | 4111111111111112
            paid.4111111111111111 card_4111111111111111   | paid.*** card_***
            id a4111111111111111 and 0.4111111111111111   | id a4111111111111111 and 0.4111111111111111
            at 1795000000000000000 or 1795000000005       | at 1795000000000000000 or 1795000000005
            2026 4111111111111111                         | 2026 ***
            eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0 | ***
            key AKIAIOSFODNN7EXAMPLE of                   | key *** of
            AKIAT                                         | AKIAT
            ghp_0123456789abcdefghijABCDEFGHIJ012345      | ***
            https://hooks.slack.com/services/T0/B0/XyZ    | https://***
            to DE89 3704 0044 0532 0130 00 today          | to *** today
            DE89370400440532013000                        | ***
            DE88370400440532013000                        | DE88370400440532013000
            Invalid token: abc                            | Invalid token: ***
            Unexpected token: }                           | Unexpected token: }
            monkey=1 keyboard: x                          | monkey=1 keyboard: x
            order 7 took 12 ms: ok, status=200            | order 7 took 12 ms: ok, status=200
            """)
    void findsWhatIsSecretAndLeavesTheRest(String text, String masked) {
        assertThat(masker.mask(text)).isEqualTo(masked);
    }

    @Test
    void givesATextWithoutSecretsBackAsItIs() {
        String text = new String("order 7: paid, key=value at http://shop/x?y=1");
        assertThat(masker.mask(text)).isSameAs(text);
        assertThat(masker.mask("")).isEmpty();
    }

    @Test
    void hidesPrivateKeysAndNotPublicOnes() {
        String text = """
                -----BEGIN RSA PRIVATE KEY-----
                MIIEowIBAAKCAQEA
                -----END RSA PRIVATE KEY-----
                -----BEGIN CERTIFICATE-----
                MIID
                -----END CERTIFICATE-----
                """;
        assertThat(masker.mask(text))
                .startsWith("-----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY-----")
                .contains("MIID")
                .doesNotContain("MIIEow");
        assertThat(masker.mask("-----BEGIN PRIVATE KEY-----\nabc")).isEqualTo("-----BEGIN PRIVATE KEY-----***");
    }

    @Test
    void aHeaderOfCookiesEndsWithItsLine() {
        assertThat(masker.mask("Set-Cookie: id=abc; Secure\nHost: shop")).isEqualTo("Set-Cookie: ***\nHost: shop");
    }

    @Test
    void countsWhatItMasks() {
        masker.mask("password=a secret=b 4111111111111111 jane@example.org");
        masker.hidden();
        assertThat(masker.masked(MaskKind.NAMED)).isEqualTo(2);
        assertThat(masker.masked(MaskKind.CARD)).isEqualTo(1);
        assertThat(masker.masked(MaskKind.EMAIL)).isEqualTo(1);
        assertThat(masker.masked(MaskKind.FIELD)).isEqualTo(1);
        assertThat(masker.masked(MaskKind.URL)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret=\"a\"",
                "=\"a\"",
                "a@",
                "://",
                "://a@",
                "secret=",
                "secret:[",
                "secret={",
                "bearer ",
                "Bearer abcdefgh ",
                "-----BEGIN ",
                "-----BEGIN PRIVATE KEY-----",
                "4111 ",
                "4111-1111-1111-111",
                "DE89 3704 0044 ",
                "eyJ",
                "'",
                "\\\"",
                "x.y@z.w ",
                "pass",
                "\u0000",
                "\uD83D"
            })
    void textsThatRepeatWhatItLooksForOverflowNothing(String piece) {
        String text = piece.repeat(400_000 / piece.length());
        assertThat(masker.mask(text).length()).isLessThanOrEqualTo(4 * text.length());
        String secret = masker.mask("secret=" + text);
        assertThat(secret).startsWith("secret=");
    }

    @Nested
    class FieldNames {
        @ParameterizedTest
        @ValueSource(strings = {"password", "db.password", "API-KEY", "accessToken", "Set-Cookie", "clientSecret"})
        void thatSaySoAreSecret(String name) {
            assertThat(masker.secret(name)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"message", "key", "tokens.count", "user.name"})
        void thatDoNotAreNone(String name) {
            assertThat(masker.secret(name)).isFalse();
        }
    }

    @Nested
    class OwnRules {
        @Test
        void maskFieldsAndPatterns() {
            Masker own = Masker.of(it -> it.field("Customer.Birthday").pattern("KD-\\d{8}"));
            assertThat(own.secret("customer.birthday")).isTrue();
            assertThat(own.mask("of KD-00012345, and KD-00012346")).isEqualTo("of ***, and ***");
            assertThat(own.masked(MaskKind.OWN)).isEqualTo(2);
        }

        @Test
        void hideOnlyTheGroupsOfAPatternThatHasSome() {
            Masker own = Masker.of(it -> it.pattern("room (\\d+)(?:, bed (\\d+))?"));
            assertThat(own.mask("room 12, bed 3; room 4")).isEqualTo("room ***, bed ***; room ***");
        }

        @ParameterizedTest
        @EnumSource(
                value = MaskKind.class,
                names = {"EMAIL", "CARD", "IBAN", "TOKEN", "PRIVATE_KEY"})
        void mayLeaveOutWhatIsNotSecretByName(MaskKind kind) {
            String text = switch (kind) {
                case EMAIL -> "jane@example.org";
                case CARD -> "4111111111111111";
                case IBAN -> "DE89370400440532013000";
                case TOKEN -> "AKIAIOSFODNN7EXAMPLE";
                default -> "-----BEGIN PRIVATE KEY-----\nabc";
            };
            assertThat(masker.mask(text)).isNotEqualTo(text);
            assertThat(Masker.of(it -> it.without(kind)).mask(text)).isEqualTo(text);
        }

        @Test
        void mayNotLeaveOutWhatIsSecretByName() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Masker.of(it -> it.without(MaskKind.NAMED)))
                    .withMessage("kind: NAMED (expected: one of TOKEN, PRIVATE_KEY, CARD, IBAN, EMAIL)");
        }

        @Test
        void thatAreNoneAreRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Masker.of(it -> it.pattern("(")))
                    .withMessageStartingWith("pattern: ( (expected: RE2 syntax");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Masker.of(it -> it.pattern("x*")))
                    .withMessage("pattern: x* (expected: does not match nothing)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Masker.of(it -> it.field(" ")))
                    .withMessage("field: \" \" (expected: the name of a field)");
        }
    }
}
