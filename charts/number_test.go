package charts

import (
	"fmt"
	"math"
	"testing"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// The Swedish forms are those of CLDR's locale data, with U+00A0 for U+202F: https://cldr.unicode.org, numbers, sv.
func TestNumbersArePrintedAsReadersWriteThem(t *testing.T) {
	for _, test := range []struct {
		v        float64
		decimals int
		sv, en   string
	}{
		{0, 0, "0", "0"},
		{999, 0, "999", "999"},
		{1234, 0, "1\u00a0234", "1,234"},
		{1234567.891, 1, "1\u00a0234\u00a0567,9", "1,234,567.9"},
		{12.345, 1, "12,3", "12.3"},
		{-3.2, 1, "−3,2", "−3.2"},
		{-0.04, 1, "0,0", "0.0"},
		{math.Copysign(0, -1), 0, "0", "0"},
		{math.NaN(), 1, "..", ".."},
		{math.Inf(1), 0, "..", ".."},
	} {
		if got := Number(lang.Sv, test.v, test.decimals); got != test.sv {
			t.Errorf("Number(sv, %v, %d) = %q, want %q", test.v, test.decimals, got, test.sv)
		}
		if got := Number(lang.En, test.v, test.decimals); got != test.en {
			t.Errorf("Number(en, %v, %d) = %q, want %q", test.v, test.decimals, got, test.en)
		}
	}
}

func TestSignedNumbers(t *testing.T) {
	for _, test := range []struct {
		v    float64
		want string
	}{{2.25, "+2,2"}, {-2.25, "−2,2"}, {0, "0,0"}, {0.01, "0,0"}, {1234, "+1\u00a0234,0"}} {
		if got := Signed(lang.Sv, test.v, 1); got != test.want {
			t.Errorf("Signed(%v) = %q, want %q", test.v, got, test.want)
		}
	}
}

func TestARangeIsNeverReadAsAMinus(t *testing.T) {
	for _, test := range []struct {
		low, high float64
		want      string
	}{{61.2, 64.4, "61,2–64,4"}, {-3.2, 1.4, "−3,2\u00a0till\u00a01,4"}, {-0.01, 2, "0,0–2,0"}} {
		if got := Range(lang.Sv, test.low, test.high, 1); got != test.want {
			t.Errorf("Range(%v, %v) = %q, want %q", test.low, test.high, got, test.want)
		}
	}
}

func TestDifferencesOfSharesAreInPercentagePoints(t *testing.T) {
	if got, want := DifferenceUnit(lang.Sv, employed.Unit), "procentenheter"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := DifferenceUnit(lang.Sv, income.Unit), "tkr"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := Quantity(lang.En, 62.84, employed), "62.8%"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := Quantity(lang.Sv, 1312, income), "1\u00a0312\u00a0tkr"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPeriods(t *testing.T) {
	for _, test := range []struct{ in, sv, en, tick string }{
		{"2025", "2025", "2025", "2025"},
		{"2021-2024", "2021–2024", "2021–2024", "2021–2024"},
		{"2025/26", "läsåret 2025/26", "school year 2025/26", "2025/26"},
		{"2025-03", "mars 2025", "March 2025", "2025-03"},
		{"2025-01-15--2025-03-02", "2025-01-15 till 2025-03-02", "2025-01-15 to 2025-03-02", "2025-01-15"},
	} {
		p, err := indicators.ParsePeriod(test.in)
		if err != nil {
			t.Fatal(err)
		}
		if got := PeriodText(lang.Sv, p); got != test.sv {
			t.Errorf("PeriodText(sv, %s) = %q, want %q", test.in, got, test.sv)
		}
		if got := PeriodText(lang.En, p); got != test.en {
			t.Errorf("PeriodText(en, %s) = %q, want %q", test.in, got, test.en)
		}
		if got := periodTick(lang.Sv, p); got != test.tick {
			t.Errorf("periodTick(%s) = %q, want %q", test.in, got, test.tick)
		}
	}
}

func ExampleNumber() {
	fmt.Println(Number(lang.Sv, -12.34, 1), Number(lang.En, 1234.5, 1), Percent(lang.En, 62.84, 1), Range(lang.Sv, 61.2, 64.4, 1))
	// Output: −12,3 1,234.5 62.8% 61,2–64,4
}
