package skolverket

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

const null = readback.Null

// school is an answer on a school whose body has the given further members.
func school(members string) string {
	return "{\"status\": \"OK\", \"message\": \"Success\", \"body\": {\n\"schoolUnit\": \"10132939\"" + members + "}}"
}

// figure is an indicator with one figure.
func figure(f string) string { return ", \"andel\": [\n" + f + "]" }

func TestReadStatistics(t *testing.T) {
	const s = "10132939"
	for _, c := range []struct {
		name, text string
		rows       [][]string
		warnings   []string
	}{
		{
			name: "every type of value", text: school(`, "a": [{"value": "70,5", "valueType": "EXISTS", "timePeriod": "2025/26"}, {"value": "..", "valueType": "OMITTED_DUE_TO_BASED_ON_FEW_PUPILS", "timePeriod": "2024/25"},
				{"value": ".", "valueType": "MISSING", "timePeriod": "2023/24"}, {"value": null, "valueType": "MISSING", "timePeriod": "2022/23"}, {"value": "~100", "valueType": "ROUNDED_OFF_DUE_TO_FEW_PUPILS_NOT_ELIGIBLE", "timePeriod": "2021/22"}],
				"docLinks": null, "b": [{"value": "*", "valueType": "TEACHERS_EXCLUDED_DUE_TO_NO_REQUIRED_LEGITIMATION", "timePeriod": "2025/26"}, {"timePeriod": "2024/25", "value": "cirka 530", "valueType": "EXISTS"},
				{"value": "1 020", "valueType": "EXISTS", "timePeriod": "2023/24"}], "_links": {"self": {"href": "x"}}`),
			rows: [][]string{
				{s, null, "a", "2025/26", "70.5", null, null}, {s, null, "a", "2024/25", null, "OMITTED_DUE_TO_BASED_ON_FEW_PUPILS", ".."},
				{s, null, "a", "2023/24", null, "MISSING", "."}, {s, null, "a", "2022/23", null, "MISSING", null},
				{s, null, "a", "2021/22", "100", "ROUNDED_OFF_DUE_TO_FEW_PUPILS_NOT_ELIGIBLE", "~100"},
				{s, null, "b", "2025/26", null, "TEACHERS_EXCLUDED_DUE_TO_NO_REQUIRED_LEGITIMATION", "*"}, {s, null, "b", "2024/25", "530", "cirka", "cirka 530"},
				{s, null, "b", "2023/24", "1020", null, null},
			},
		},
		{
			name: "what exists and is no number, and a number that is missing all the same",
			text: school(figure(`{"value": "se not", "valueType": "EXISTS", "timePeriod": "2025"}, {"value": "7,0", "valueType": "MISSING", "timePeriod": "2024"}, {"value": "~ 95", "valueType": "EXISTS", "timePeriod": "2023"},
				{"value": null, "valueType": "EXISTS", "timePeriod": "2022"}, {"value": null, "valueType": "MISSING", "timePeriod": null}, {"value": "3", "valueType": "NEW", "timePeriod": "2021"}`)),
			rows: [][]string{
				{s, null, "andel", "2025", null, "se not", "se not"}, {s, null, "andel", "2024", null, "MISSING", "7,0"}, {s, null, "andel", "2023", "95", "~", "~ 95"},
				{s, null, "andel", "2022", null, null, null}, {s, null, "andel", "2021", "3", "NEW", null},
			},
		},
		{
			name: "programmes", text: school(`, "a": [], "programMetrics": [{"programCode": "NA", "p": [{"value": "260,0", "valueType": "EXISTS", "timePeriod": "2025"}], "q": null}, {"programCode": "EK", "p": [{"value": "..", "valueType": "OMITTED_DUE_TO_BASED_ON_FEW_PUPILS", "timePeriod": "2025"}]}]`),
			rows: [][]string{{s, "NA", "p", "2025", "260", null, null}, {s, "EK", "p", "2025", null, "OMITTED_DUE_TO_BASED_ON_FEW_PUPILS", ".."}},
		},
		{
			name: "the country, without a school, and what is no figure", text: `{"status": "OK", "body": {"a": [{"value": "1,5", "valueType": "EXISTS", "timePeriod": "2025/26"}], "b": 7, "c": {"d": 1}, "hasLibrary": true}}`,
			rows:     [][]string{{null, null, "a", "2025/26", "1.5", null, null}},
			warnings: []string{"t.json:1: b is 7 and no list of figures; it is left out", "t.json:1: c is no list of figures and left out"},
		},
		{name: "a school without figures", text: school(""), warnings: []string{"t.json: the answer has no figures"}},
		{name: "without the envelope", text: `{"schoolUnit": "10132939", "a": [{"value": "1", "valueType": "EXISTS", "timePeriod": "2025"}]}`, rows: [][]string{{s, null, "a", "2025", "1", null, null}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readback.All(Format, readback.Input("t.json", c.text), ingest.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got.Holds(t, []string{"school_unit", "program", "indicator", "period", "value", "status", "text"}, c.rows, c.warnings)
			for role, want := range map[string]string{ingest.RoleMetric: "indicator", ingest.RoleGeo: "school_unit", ingest.RoleTime: "period", ingest.RoleDimension: "program", ingest.RoleValue: "value", ingest.RoleStatus: "status"} {
				if names := ingest.ColumnsOf(got.Schema, role); len(names) != 1 || names[0] != want {
					t.Errorf("role %s has %q, want %s", role, names, want)
				}
			}
		})
	}
}

func TestReadSchools(t *testing.T) {
	const page = `"page": {"size": 50, "totalElements": 6615, "totalPages": 133, "number": 1}`
	for _, c := range []struct {
		name, text string
		rows       [][]string
		warnings   []string
	}{
		{
			name: "a page of schools", text: `{"status": "OK", "body": {"_embedded": {"listedSchoolUnits": [{"code": "80509560", "name": "Engelska skolan", "geographicalAreaCode": "0114", "principalOrganizerType": "Fristående", "abroadSchool": false,
				"typeOfSchooling": [{"code": "gr", "displayName": "Grundskolan", "schoolYears": ["7", "8", "9"]}, {"code": "gran", "schoolYears": ["1"]}, {"code": "fth", "schoolYears": []}]}]}, ` + page + `}}`,
			rows:     [][]string{{"80509560", "Engelska skolan", "0114", "gr gran fth", "gr 7 8 9; gran 1", null, null, null, null, "Fristående", "false"}},
			warnings: []string{"t.json: the file is page 2 of 133, of 6615 entries in all; fetch all pages; Skolverket ignores filters that it does not know, so compare the number with what was asked for"},
		},
		{
			name: "a page of compact schools", text: `{"status": "OK", "body": {"_embedded": {"compactSchoolUnits": [{"schoolUnitCode": "36263479", "schoolUnitName": "Bäckängsgymnasiet B", "wgs84Latitude": "57.72183718011561", "wgs84Longitude": "12.5",
				"sweref99Latitude": "6399591.34375", "sweref99Longitude": "377828.5", "abroadSchool": true}, {"schoolUnitCode": "2", "wgs84Latitude": null, "wgs84Longitude": "", "sweref99Latitude": "0", "sweref99Longitude": "0"}]}}}`,
			rows: [][]string{{"36263479", "Bäckängsgymnasiet B", null, null, null, "57.72183718011561", "12.5", "6.39959134375e+06", "377828.5", null, "true"}, {"2", null, null, null, null, null, null, null, null, null, null}},
		},
		{
			name: "one school", text: `{"status": "OK", "body": {"code": "10035236", "name": "Söderbymalmsskolan", "contactInfo": {"email": "a@b"}, "geographicalAreaCode": "0136", "wgs84_Lat": "59.25", "wgs84_Long": 18.5, "sweRef_N": "6562397", "sweRef_E": "679180"}}`,
			rows: [][]string{{"10035236", "Söderbymalmsskolan", "0136", null, null, "59.25", "18.5", "6.562397e+06", "679180", null, null}},
		},
		{name: "none", text: `{"status": "OK", "body": {"_embedded": {}}}`, warnings: []string{"t.json:1: the page has no schools"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readback.All(Format, readback.Input("t.json", c.text), ingest.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got.Holds(t, []string{"code", "name", "municipality", "school_forms", "school_years", "latitude", "longitude", "north", "east", "organiser", "abroad"}, c.rows, c.warnings)
		})
	}
	got, err := readback.All(Format, readback.Input("t.json", `{"body": {"_embedded": {"a": [{"code": "1", "name": "A"}]}, `+page+`}}`), ingest.Options{Part: true})
	if err != nil || len(got.Warnings) > 0 {
		t.Errorf("pages read together: %v, warnings %q", err, got.Warnings)
	}
}

func TestBadInput(t *testing.T) {
	list := func(schools string) string {
		return "{\"status\": \"OK\", \"body\": {\"_embedded\": {\"listedSchoolUnits\": [\n" + schools + "]}}}"
	}
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", `t.json: the file is empty; fetch it again`},
		{"a web page", "<html>", `t.json:1: this is a web page, not an answer of Skolverket; the server answered with a page, perhaps an error: fetch it again`},
		{"not UTF-8", "{\n\"body\": \"Bor\xe5s\"}", `t.json:2: the text is not UTF-8, as JSON must be; save it as UTF-8`},
		{"cut off", school(`, "a": [`), `t.json:2: this is not JSON: invalid character '}' looking for beginning of value`},
		{"cut off at the end", school("")[:60], `t.json:2: this is not JSON: unexpected end of JSON input; the file seems to be cut off: fetch it again`},
		{"an array", "[]", `t.json:1: this is JSON but not of Skolverket: it is an array where an object is expected`},
		{"something else", "{}", `t.json:1: the answer has neither figures nor schools; fetch the statistics of a school, or a list of schools`},
		{"another body", `{"status": "OK", "body": {"x": 1}}`, `t.json:1: the answer has neither figures nor schools; fetch the statistics of a school, or a list of schools`},
		{"Kolada", `{"count": 0, "values": []}`, `t.json: this is an answer of Kolada, not an answer of Skolverket; read it as kolada`},
		{"no body", `{"status": "NOT_FOUND", "message": "no such school", "body": null}`, `t.json:1: the answer has no body; its message is "no such school"; fetch it again`},
		{"a body of another type", `{"status": "OK", "body": [1]}`, `t.json:1: body is an array where an object is expected`},
		{"a key twice", school(`, "a": [], "a": []`), `t.json:2: body has the key "a" twice; keep one of them`},
		{"a school of another type", strings.Replace(school(""), `"10132939"`, `10132939`, 1), `t.json:2: schoolUnit is 10132939 where the code of a school is expected; fetch it again`},
		{"a figure of another type", school(figure(`7`)), `t.json:3: a figure of andel is a number where an object is expected`},
		{"a figure that is null", school(figure(`null`)), `t.json:3: a figure of andel is null where an object is expected`},
		{"no value", school(figure(`{"valueType": "EXISTS", "timePeriod": "2025/26"}`)), `t.json:3: a figure of andel has the value left out where a text such as "70,5" is expected; fetch it again`},
		{"a value that is a number", school(figure(`{"value": 70.5, "valueType": "EXISTS", "timePeriod": "2025/26"}`)), `t.json:3: a figure of andel has the value 70.5 where a text such as "70,5" is expected; fetch it again`},
		{"no type", school(figure(`{"value": "1", "timePeriod": "2025/26"}`)), `t.json:3: a figure of andel has the valueType left out where a word such as EXISTS is expected; fetch it again`},
		{"no period", school(figure(`{"value": "1", "valueType": "EXISTS", "timePeriod": null}`)), `t.json:3: a figure of andel has the timePeriod null where a school year or a year is expected; fetch it again`},
		{"a value twice", school(figure(`{"value": "1", "value": "2", "valueType": "EXISTS", "timePeriod": "2025"}`)), `t.json:3: a figure of andel gives "value" twice; keep one of them`},
		{"two faults", school(figure("7,\n8")), "t.json:3: a figure of andel is a number where an object is expected\nt.json:4: a figure of andel is a number where an object is expected"},
		{"a programme without code", school(`, "programMetrics": [{"p": []}]`), `t.json:2: programme 1 has no programCode; fetch it again`},
		{"a programme of another type", school(`, "programMetrics": [7]`), `t.json:2: programme 1 is a number where an object is expected`},
		{"a list of another type", `{"status": "OK", "body": {"_embedded": {"listedSchoolUnits": {}}}}`, `t.json:1: _embedded.listedSchoolUnits is an object where an array is expected`},
		{"a listed school of another type", list("7"), `t.json:2: school 1 is a number where an object is expected`},
		{"a school without code", list(`{"name": "A"}`), `t.json:2: school 1 has no code; fetch a list of schools`},
		{"a bad coordinate", list(`{"code": "1", "wgs84_Lat": "57,7"}`), `t.json:2: school 1 has the coordinate "57,7" where a number is expected; fetch it again`},
		{"bad forms", list(`{"code": "1", "typeOfSchooling": "gr"}`), `t.json:2: typeOfSchooling of school 1 is a text where an array is expected; fetch it again`},
		{"a bad form", list(`{"code": "1", "typeOfSchooling": ["gr"]}`), `t.json:2: typeOfSchooling of school 1 is a text where an object is expected`},
	} {
		t.Run(c.name, func(t *testing.T) {
			readback.Refuses(t, Format, readback.Input("t.json", c.text), c.want)
		})
	}
}

// Wherever an answer is cut off it is refused, and whichever bit of it flips it is refused or read whole.
func TestDamagedInput(t *testing.T) {
	whole := school(`, "a": [{"value": "70,5", "valueType": "EXISTS", "timePeriod": "2025/26"}, {"value": "~100", "valueType": "ROUNDED", "timePeriod": "2024/25"}]`)
	for n := range len(whole) {
		if _, err := readback.All(Format, readback.Input("t.json", whole[:n]), ingest.Options{}); err == nil {
			t.Errorf("cut off after %d bytes it is read", n)
		}
	}
	for n := range 8 * len(whole) {
		b := []byte(whole)
		b[n/8] ^= 1 << (n % 8)
		if got, err := readback.All(Format, readback.Input("t.json", string(b)), ingest.Options{}); err == nil && len(got.Rows) != 2 {
			t.Errorf("bit %d: %d rows", n, len(got.Rows))
		}
	}
}

func TestSniff(t *testing.T) {
	for text, want := range map[string]bool{
		`{"status":"OK","message":"","body":{"sch`: true, `{"schoolUnit": "1", "a": [`: true, `{"_embedded":{`: true, `{"status": 404, "title": "x"}`: false, `{"body": 1}`: false, `{"values": [], "schoolUnit": 1}`: false, "": false,
	} {
		if got := Format.Sniff([]byte(text)); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
