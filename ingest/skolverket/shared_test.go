package skolverket

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

// stored are the schools whose answers are kept as Skolverket gave them.
var stored = []string{"10132939", "10257640", "10661388", "11909268", "12332278", "14896115", "16394249", "16517618"}

// long reads the table that another program flattened from the answers on all schools.
func long(t *testing.T) [][]string {
	t.Helper()
	in := readback.Shared(t, "skolverket/skolverket_statistics_gr_long.csv")
	records, err := csv.NewReader(io.NewSectionReader(in.Data, 0, in.Size)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records[1:] // school_unit_code,indicator,school_year,value_raw,value_type
}

// The figures of the stored answers are those of the table.
func TestStatisticsAreThoseOfTheTable(t *testing.T) {
	want := map[string]string{}
	for _, r := range long(t) {
		if r[2] != "" { // else the school has never had a figure
			want[strings.Join(r[:3], " ")] = r[4] + " " + r[3]
		}
	}
	n := 0
	for _, code := range stored {
		got, err := readback.All(Format, readback.Shared(t, "skolverket/api_v4/statistics_gr_"+code+".json"), ingest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Warnings) > 0 {
			t.Errorf("%s: warnings %q", code, got.Warnings)
		}
		for _, r := range got.Rows {
			n++
			if r[0] != code || r[1] != null {
				t.Fatalf("row %q in the answer on %s", r, code)
			}
			raw, kind := r[6], r[5]
			switch {
			case raw == null && r[4] == null:
				raw = ""
			case raw == null:
				v, err := strconv.ParseFloat(r[4], 64)
				if err != nil {
					t.Fatal(err)
				}
				raw = strings.Replace(strconv.FormatFloat(v, 'f', 1, 64), ".", ",", 1)
			}
			if kind == null || kind == "cirka" {
				kind = exists
			}
			key := strings.Join([]string{r[0], r[2], r[3]}, " ")
			if want[key] != kind+" "+raw {
				t.Errorf("%s is %q, in the table %q", key, kind+" "+raw, want[key])
			}
			delete(want, key)
		}
	}
	for key := range want {
		for _, code := range stored {
			if strings.HasPrefix(key, code) {
				t.Errorf("%s is in the table only", key)
			}
		}
	}
	if n == 0 {
		t.Error("no figures")
	}
}

// All 87,386 figures of the table, written as the answers that they came from, read with the types that the table has. Values are EXISTS unless a type
// is their status: 64,034 plain numbers and 1,670 that are about so and so. Of the 7,663 that are missing 482 are of no time and give no row.
func TestTypesOfAllFigures(t *testing.T) {
	var text strings.Builder
	text.WriteString(`{"status": "OK", "body": {"schoolUnit": "1", "a": [`)
	for i, r := range long(t) {
		if i > 0 {
			text.WriteByte(',')
		}
		fmt.Fprintf(&text, `{"value": %q, "valueType": %q, "timePeriod": %q}`, r[3], r[4], r[2])
	}
	text.WriteString(`]}}`)
	got, err := readback.All(Format, readback.Input("t.json", text.String()), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for _, r := range got.Rows {
		value := "value"
		if r[4] == null {
			value = "none"
		}
		counts[r[5]+" "+value]++
	}
	want := map[string]int{"∅ value": 64034, "cirka value": 1670, "OMITTED_DUE_TO_BASED_ON_FEW_PUPILS none": 9530, "MISSING none": 7663 - 482,
		"ROUNDED_OFF_DUE_TO_FEW_PUPILS_NOT_ELIGIBLE value": 3366, "TEACHERS_EXCLUDED_DUE_TO_NO_REQUIRED_LEGITIMATION none": 1123}
	if diff := cmp.Diff(want, counts); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Two of the schools are also on another program's map of schools, with their newest merit rating.
func TestMeritRatingsAreThoseOfTheMap(t *testing.T) {
	in := readback.Shared(t, "skolverket/vastra_gotaland_ak9_schools.json")
	var plan struct {
		Schools []struct {
			SchoolUnitCode     string
			AverageMeritGrade9 *float64
		}
	}
	if err := json.NewDecoder(io.NewSectionReader(in.Data, 0, in.Size)).Decode(&plan); err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, s := range plan.Schools {
		if !slices.Contains(stored, s.SchoolUnitCode) {
			continue
		}
		got, err := readback.All(Format, readback.Shared(t, "skolverket/api_v4/statistics_gr_"+s.SchoolUnitCode+".json"), ingest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		newest, value := "", null
		for _, r := range got.Rows {
			if r[2] == "averageGradesMeritRating9thGrade" && r[3] > newest {
				newest, value = r[3], r[4]
			}
		}
		if s.AverageMeritGrade9 != nil && value != strconv.FormatFloat(*s.AverageMeritGrade9, 'g', -1, 64) {
			t.Errorf("%s has %s in %s, on the map %g", s.SchoolUnitCode, value, newest, *s.AverageMeritGrade9)
		}
		compared++
	}
	if compared != 2 {
		t.Errorf("%d schools compared, want 2", compared)
	}
}

func TestRealLists(t *testing.T) {
	for _, c := range []struct {
		file     string
		rows     int
		first    []string
		warnings int
	}{
		{"school_units_page0.json", 12, []string{"80509560", "Engelska skolan Upplands Väsby", "0114", "fsk gr", "fsk 0; gr 1 2 3 4 5 6 7 8 9", null, null, null, null, "Fristående", "false"}, 0},
		{"compact_school_units_page0.json", 50, []string{"36263479", "Bäckängsgymnasiet B", null, null, null, "57.72183718011561", "12.948814691650162", "6.39959134375e+06", "377828.5", null, "false"}, 1},
		{"school_unit_10035236.json", 1, []string{"10035236", "Söderbymalmsskolan", "0136", "gr", "gr 7 8 9", "59.16286460429895", "18.13431274721177", "6.562397e+06", "679180", "Kommunal", "false"}, 0},
	} {
		got, err := readback.All(Format, readback.Shared(t, "skolverket/api_v4/"+c.file), ingest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Rows) != c.rows || len(got.Warnings) != c.warnings {
			t.Errorf("%s has %d rows, want %d; warnings %q", c.file, len(got.Rows), c.rows, got.Warnings)
		}
		if diff := cmp.Diff(c.first, got.Rows[0]); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.file, diff)
		}
	}
}
