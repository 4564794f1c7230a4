package indicators

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func span(from, to string) Period {
	a, err := time.Parse(time.DateOnly, from)
	if err != nil {
		panic(err)
	}
	b, err := time.Parse(time.DateOnly, to)
	if err != nil {
		panic(err)
	}
	return Period{NewDay(a.Date()), NewDay(b.Date())}
}

func TestParsePeriod(t *testing.T) {
	cases := []struct {
		text string
		want Period
		back string // "" where the text itself is canonical
	}{
		{"2025", span("2025-01-01", "2025-12-31"), ""},
		{" 2025 ", span("2025-01-01", "2025-12-31"), "2025"},
		{"0005", span("0005-01-01", "0005-12-31"), ""},
		{"2025/26", span("2025-07-01", "2026-06-30"), ""},
		{"2025/2026", span("2025-07-01", "2026-06-30"), "2025/26"},
		{"1999/00", span("1999-07-01", "2000-06-30"), ""},
		{"2024-02", span("2024-02-01", "2024-02-29"), ""}, // a leap year
		{"2025M12", span("2025-12-01", "2025-12-31"), "2025-12"},
		{"2025K1", span("2025-01-01", "2025-03-31"), ""},
		{"2025Q4", span("2025-10-01", "2025-12-31"), "2025K4"},
		{"2025T2", span("2025-05-01", "2025-08-31"), ""},
		{"2025H1", span("2025-01-01", "2025-06-30"), ""},
		{"2025H2", span("2025-07-01", "2025-12-31"), ""},
		{"2025W01", span("2024-12-30", "2025-01-05"), "2024-12-30--2025-01-05"}, // date -d 2024-12-30 +%G-W%V is 2025-W01
		{"2020V53", span("2020-12-28", "2021-01-03"), "2020-12-28--2021-01-03"},
		{"2021-2024", span("2021-01-01", "2024-12-31"), ""},
		{"2021–2024", span("2021-01-01", "2024-12-31"), "2021-2024"},
		{"2021-2021", span("2021-01-01", "2021-12-31"), "2021"},
		{"2025-01-15--2025-03-02", span("2025-01-15", "2025-03-02"), ""},
		{"2025-01-01--2025-12-31", span("2025-01-01", "2025-12-31"), "2025"},
		{"2025-03-02--2025-03-02", span("2025-03-02", "2025-03-02"), ""},
	}
	for _, c := range cases {
		got, err := ParsePeriod(c.text)
		if err != nil || got != c.want {
			t.Errorf("ParsePeriod(%q) = %v to %v, %v, want %v to %v", c.text, got.Start, got.End, err, c.want.Start, c.want.End)
		}
		if c.back == "" {
			c.back = c.text
		}
		if got.String() != c.back {
			t.Errorf("%q prints as %q, want %q", c.text, got, c.back)
		}
	}
}

func TestParsePeriodRefuses(t *testing.T) {
	cases := []struct{ text, want string }{
		{"", "cannot read"}, {"25", "cannot read"}, {"20255", "cannot read"}, {"year 2025", "cannot read"}, {"2025-13", "cannot read"},
		{"2025-00", "cannot read"}, {"2025-3", "cannot read"}, {"2025K5", "cannot read"}, {"2025H3", "cannot read"}, {"2025T0", "cannot read"}, {"2025V53", "cannot read"}, {"2025W00", "cannot read"}, {"2025/", "cannot read"}, {"2025/261", "cannot read"},
		{"2025-02-30--2025-03-01", "cannot read"}, {"2025-01-01", "cannot read"}, {"-2025", "cannot read"}, {"２０２５", "cannot read"},
		{"2025/27", "does not span two years in a row"}, {"2025/2027", "does not span two years in a row"},
		{"2024-2021", "ends before it starts"}, {"2025-03-02--2025-03-01", "ends before it starts"},
	}
	for _, c := range cases {
		if p, err := ParsePeriod(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("ParsePeriod(%q) = %v, %v, want an error with %q", c.text, p, err, c.want)
		}
	}
}

func TestPeriodsSortByStartThenEnd(t *testing.T) {
	want := []Period{Month(2024, time.January), Year(2024), Years(2024, 2025), SchoolYear(2024), Year(2025)}
	got := []Period{want[4], want[2], want[0], want[3], want[1]}
	slices.SortFunc(got, Period.Compare)
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestDayIsAnArrowDate(t *testing.T) {
	if d := NewDay(1970, time.January, 1); d != 0 {
		t.Errorf("1970-01-01 is day %d, want 0", d)
	}
	if d := NewDay(1969, time.December, 31); d != -1 || d.String() != "1969-12-31" {
		t.Errorf("1969-12-31 is day %d, %v, want -1", d, d)
	}
	if d := NewDay(2000, time.March, 1); d != 11017 { // date -d @$((11017*86400)) -u
		t.Errorf("2000-03-01 is day %d, want 11017", d)
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range []string{"2025", "2025/26", "2025M03", "2021–2024", "2025-01-15--2025-03-02", "0000", "9999/00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePeriod(s)
		if err != nil {
			return
		}
		if p.End < p.Start {
			t.Errorf("%q ends %v, before it starts %v", s, p.End, p.Start)
		}
		if again, err := ParsePeriod(p.String()); err != nil || again != p {
			t.Errorf("%q prints as %q, which reads as %v, %v", s, p, again, err)
		}
	})
}
