package skolverket

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

// What is read as figures reads the same when it is written as one indicator after the other.
func FuzzRead(f *testing.F) {
	f.Add([]byte(school(`, "a": [{"value": "70,5", "valueType": "EXISTS", "timePeriod": "2025/26"}, {"value": "~100", "valueType": "ROUNDED_OFF_DUE_TO_FEW_PUPILS_NOT_ELIGIBLE", "timePeriod": "2024/25"},
		{"value": "cirka 530", "valueType": "EXISTS", "timePeriod": "2024/25"}, {"value": null, "valueType": "MISSING", "timePeriod": null}], "b": 7`)))
	f.Add([]byte(school(`, "programMetrics": [{"programCode": "NA", "p": [{"value": "..", "valueType": "OMITTED_DUE_TO_BASED_ON_FEW_PUPILS", "timePeriod": "2025"}]}]`)))
	f.Add([]byte(`{"body": {"_embedded": {"a": [{"code": "1", "name": "\u00c5", "wgs84_Lat": "57.7", "typeOfSchooling": [{"code": "gr", "schoolYears": ["1"]}]}]}, "page": {"totalPages": 3}}, "status": "OK"}`))
	f.Add([]byte(`{"body": {"code": "1", "name": "A", "sweRef_N": 6562397}, "message": ""}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 1<<16 {
			return
		}
		got, err := readback.All(Format, readback.Input("f.json", string(text)), ingest.Options{})
		if err != nil || len(got.Rows) > 10_000 {
			return
		}
		for _, r := range got.Rows {
			if r[2] == "programCode" || r[2] == null && got.Names[0] != "code" {
				return // cannot be written as an indicator of a programme
			}
		}
		again := plain(t, got)
		second, err := readback.All(Format, readback.Input("f.json", again), ingest.Options{})
		if err != nil {
			t.Fatalf("what was read does not read again: %v\n%s", err, again)
		}
		if diff := cmp.Diff(got.Rows, second.Rows); diff != "" {
			t.Errorf("(-first +second)\n%s", diff)
		}
	})
}

// plain writes rows as an answer. Of each run of a program and an indicator a programme of its own is made, so that the order stays.
func plain(t *testing.T, c readback.Content) string {
	t.Helper()
	quote := func(s string) string {
		if s == null {
			return "null"
		}
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	var out strings.Builder
	if c.Names[0] == "code" {
		out.WriteString(`{"status": "OK", "body": {"_embedded": {"listedSchoolUnits": [`)
		for i, r := range c.Rows {
			if i > 0 {
				out.WriteByte(',')
			}
			fmt.Fprintf(&out, `{"code": %s, "name": %s, "geographicalAreaCode": %s, "wgs84_Lat": %s, "wgs84_Long": %s, "sweRef_N": %s, "sweRef_E": %s, "principalOrganizerType": %s`,
				quote(r[0]), quote(r[1]), quote(r[2]), number0(r[5]), number0(r[6]), number0(r[7]), number0(r[8]), quote(r[9]))
			if r[10] != null {
				fmt.Fprintf(&out, `, "abroadSchool": %s`, r[10])
			}
			// the forms and years are joined texts: they come back as one form each
			if r[3] != null {
				fmt.Fprintf(&out, `, "typeOfSchooling": [{"code": %s}]`, quote(r[3]))
			}
			out.WriteByte('}')
			r[4] = null
		}
		out.WriteString(`]}}}`)
		return out.String()
	}
	out.WriteString(`{"status": "OK", "body": {"programMetrics": [`)
	for i, r := range c.Rows {
		if i > 0 {
			out.WriteByte(',')
		}
		value, kind := r[6], r[5]
		if value == null && r[4] != null {
			v, err := strconv.ParseFloat(r[4], 64)
			if err != nil {
				t.Fatal(err)
			}
			value = strings.Replace(strconv.FormatFloat(v, 'f', -1, 64), ".", ",", 1)
		}
		if kind == null || kind == "cirka" || kind == "ca" || kind == "~" || kind == value && r[4] == null {
			kind = exists
		}
		r[1] = "p" + strconv.Itoa(i)
		fmt.Fprintf(&out, `{"programCode": %s, %s: [{"value": %s, "valueType": %s, "timePeriod": %s}]}`, quote(r[1]), quote(r[2]), quote(value), quote(kind), quote(r[3]))
		r[0] = c.Rows[0][0]
	}
	out.WriteString(`]`)
	if len(c.Rows) > 0 && c.Rows[0][0] != null {
		fmt.Fprintf(&out, `, "schoolUnit": %s`, quote(c.Rows[0][0]))
	} else {
		out.WriteString(`, "x": [{"timePeriod": null, "value": null, "valueType": "MISSING"}]`)
	}
	out.WriteString(`}}`)
	return out.String()
}

// number0 is a number as JSON, which has no word for its absence but null.
func number0(s string) string {
	if s == null {
		return "null"
	}
	return s
}
