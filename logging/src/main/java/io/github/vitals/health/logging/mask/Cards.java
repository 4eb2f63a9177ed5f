package io.github.vitals.health.logging.mask;

/** Numbers of payment cards, alone or in groups with a space or a hyphen between them. */
final class Cards {
    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;
    private static final int SHORTEST_FIRST_GROUP = 4;

    private Cards() {}

    /**
     * Where the number that starts at a digit ends, or -1 if none starts there. Looks at no more than the digits that a
     * number can have.
     */
    static int end(String text, int start) {
        char first = text.charAt(start);
        if (first < '2' || first > '6') {
            return -1;
        }
        int longestThatIs = -1;
        long number = 0;
        int digits = 0;
        int i = start;
        while (i < text.length() && digits < LONGEST) {
            char c = text.charAt(i);
            if (Characters.digit(c)) {
                number = number * 10 + (c - '0');
                digits++;
                i++;
                if (digits >= SHORTEST && !digitAt(text, i) && card(number, digits)) {
                    longestThatIs = i;
                }
            } else if ((c == ' ' || c == '-') && digits >= SHORTEST_FIRST_GROUP && digitAt(text, i + 1)) {
                i++;
            } else {
                break;
            }
        }
        return longestThatIs;
    }

    private static boolean digitAt(String text, int i) {
        return i < text.length() && Characters.digit(text.charAt(i));
    }

    private static boolean card(long number, int digits) {
        return ofNetwork((int) (number / power(digits - 4)), digits) && checks(number);
    }

    private static long power(int exponent) {
        long result = 1;
        for (int i = 0; i < exponent; i++) {
            result *= 10;
        }
        return result;
    }

    /** First digits and lengths as the networks publish them. */
    private static boolean ofNetwork(int firstFour, int digits) {
        return switch (firstFour / 1000) {
            case 2 -> between(firstFour, 2221, 2720) && digits == 16;
            case 3 -> threes(firstFour, digits);
            case 4 -> digits == 13 || digits == 16 || digits == 19;
            case 5 -> firstFour < 5600 ? digits == 16 : digits >= 16;
            default -> digits >= 16;
        };
    }

    private static boolean threes(int firstFour, int digits) {
        if (between(firstFour, 3400, 3499) || between(firstFour, 3700, 3799)) {
            return digits == 15;
        }
        if (between(firstFour, 3528, 3589)) {
            return digits >= 16;
        }
        return digits >= 14 && (between(firstFour, 3000, 3099) || between(firstFour, 3600, 3699) || firstFour >= 3800);
    }

    private static boolean between(int number, int least, int most) {
        return number >= least && number <= most;
    }

    /** Luhn's formula. */
    private static boolean checks(long number) {
        int sum = 0;
        boolean doubled = false;
        for (long rest = number; rest > 0; rest /= 10) {
            int digit = (int) (rest % 10);
            if (doubled) {
                digit = digit > 4 ? digit * 2 - 9 : digit * 2;
            }
            sum += digit;
            doubled = !doubled;
        }
        return sum % 10 == 0;
    }
}
