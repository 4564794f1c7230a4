package study

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
)

// answered returns what the small study makes of one file of shares of employed, in the place of its own.
func answered(t *testing.T, file, text, mapping string) []indicators.Observation {
	t.Helper()
	start, end := strings.Index(small["study.yaml"], "  - file: employed.csv"), strings.Index(small["study.yaml"], "parts:")
	files := study(t, "study.yaml", small["study.yaml"][start:end], "  - file: "+file+"\n    source: scb\n"+mapping).(fstest.MapFS)
	files[file] = &fstest.MapFile{Data: []byte(text)}
	l, err := Load(files, "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var out []indicators.Observation
	for i := range l.Table.Len() {
		if o := l.Table.At(i); o.Indicator == "employed" {
			o.Origin, o.Source = indicators.Origin{}, ""
			out = append(out, o)
		}
	}
	return out
}

// What an authority says in the place of a number, or beside one, arrives as a status, and the value only where there is one.
func TestMarkersKeepTheirStatus(t *testing.T) {
	observation := func(area string, p indicators.Period, value indicators.Number, status indicators.Status) indicators.Observation {
		return indicators.Observation{Indicator: "employed", Area: indicators.AreaID{Code: area, Version: "2025"}, Period: p, Value: value, Status: status}
	}
	none, num := indicators.Number{}, indicators.Num
	year, term := indicators.Year, indicators.SchoolYear
	const a, b = "0114A0010", "0114A0020"
	for _, c := range []struct {
		name, file, text, mapping string
		want                      []indicators.Observation
	}{
		{
			name: "Skolverket's interface", file: "answer.json",
			text: `{"status": "OK", "body": {"schoolUnit": "0114A0010", "certifiedTeachersQuota": [{"value": "70,5", "valueType": "EXISTS", "timePeriod": "2025/26"}, {"value": "..", "valueType": "OMITTED_DUE_TO_BASED_ON_FEW_PUPILS", "timePeriod": "2024/25"},
				{"value": ".", "valueType": "MISSING", "timePeriod": "2023/24"}, {"value": "~100", "valueType": "ROUNDED_OFF_DUE_TO_FEW_PUPILS_NOT_ELIGIBLE", "timePeriod": "2022/23"},
				{"value": "*", "valueType": "TEACHERS_EXCLUDED_DUE_TO_NO_REQUIRED_LEGITIMATION", "timePeriod": "2021/22"}, {"value": "cirka 53", "valueType": "EXISTS", "timePeriod": "2020/21"}]}}`,
			mapping: "    columns: {}\n    constant: {indicator: employed}\n    keep: {indicator: [certifiedTeachersQuota]}\n",
			want: []indicators.Observation{
				observation(a, term(2020), num(53), indicators.Rounded), observation(a, term(2021), none, indicators.NotApplicable), observation(a, term(2022), num(100), indicators.Rounded),
				observation(a, term(2023), none, indicators.Missing), observation(a, term(2024), none, indicators.Suppressed), observation(a, term(2025), num(70.5), indicators.Reported),
			},
		},
		{
			name: "Skolverket's csv", file: "employed.csv",
			text:    "\ufeffStatistik från Skolverket;;;;;\n;;;;;\nValt läsår: 2024/25;;;;;\nSkol\u00adenhets\u00adkod;A;B;C;D;E\n0114A0010;..;~100;.;82,5;\n0114A0020;*;cirka 53;;7;20,5\n",
			mapping: "    missing: skolverket\n    decimal: \",\"\n    columns: {area: Skolenhetskod}\n    values: [{column: A, indicator: employed, period: 2020}, {column: B, indicator: employed, period: 2021}, {column: C, indicator: employed, period: 2022}, {column: D, indicator: employed, period: 2023}, {column: E, indicator: employed, period: 2024}]\n",
			want: []indicators.Observation{
				observation(a, year(2020), none, indicators.Suppressed), observation(b, year(2020), none, indicators.NotApplicable), observation(a, year(2021), num(100), indicators.Rounded), observation(b, year(2021), num(53), indicators.Rounded),
				observation(a, year(2022), none, indicators.Missing), observation(b, year(2022), none, indicators.Missing), observation(a, year(2023), num(82.5), indicators.Reported), observation(b, year(2023), num(7), indicators.Reported),
				observation(a, year(2024), none, indicators.Missing), observation(b, year(2024), num(20.5), indicators.Reported),
			},
		},
		{
			name: "Kolada", file: "answer.json",
			text: `{"count": 3, "values": [{"kpi": "N1", "municipality": "0114A0010", "period": 2023, "values": [{"gender": "T", "count": 1, "status": "", "value": 83.1, "isdeleted": false}]},
				{"kpi": "N1", "municipality": "0114A0010", "period": 2024, "values": [{"gender": "T", "count": 1, "status": "Missing", "value": null, "isdeleted": false}]},
				{"kpi": "N1", "municipality": "0114A0020", "period": 2023, "values": [{"gender": "T", "count": 1, "status": "", "value": null, "isdeleted": false}]},
				{"kpi": "N1", "municipality": "0114A0020", "period": 2024, "values": [{"gender": "T", "count": 1, "status": "", "value": 0, "isdeleted": false}, {"gender": "T", "value": 5, "isdeleted": true}]}]}`,
			mapping: "    constant: {indicator: employed}\n",
			want: []indicators.Observation{
				observation(a, year(2023), num(83.1), indicators.Reported), observation(b, year(2023), none, indicators.Missing),
				observation(a, year(2024), none, indicators.Missing), observation(b, year(2024), num(0), indicators.Reported),
			},
		},
		{
			name: "PxWeb's json", file: "answer.json",
			text: `{"columns": [{"code": "Region", "type": "d"}, {"code": "Tid", "type": "t"}, {"code": "N1", "text": "Andel", "type": "c", "unit": "procent"}], "comments": [],
				"data": [{"key": ["0114A0010", "2023"], "values": ["-"]}, {"key": ["0114A0010", "2024"], "values": [".."]}, {"key": ["0114A0020", "2023"], "values": ["."]}, {"key": ["0114A0020", "2024"], "values": ["8.5"]}]}`,
			mapping: "    constant: {indicator: employed}\n",
			want: []indicators.Observation{
				observation(a, year(2023), num(0), indicators.Nil), observation(b, year(2023), none, indicators.NotApplicable),
				observation(a, year(2024), none, indicators.Missing), observation(b, year(2024), num(8.5), indicators.Reported),
			},
		},
		{
			name: "PxWeb's csv", file: "employed.csv", text: "\"region\",\"Andel 2023\",\"Andel 2024\"\n\"0114A0010\",\"-\",\"..\"\n\"0114A0020\",\".\",8.5\n",
			mapping: "    format: pxweb-csv\n    columns: {area: region}\n    constant: {indicator: employed}\n",
			want: []indicators.Observation{
				observation(a, year(2023), num(0), indicators.Nil), observation(b, year(2023), none, indicators.NotApplicable),
				observation(a, year(2024), none, indicators.Missing), observation(b, year(2024), num(8.5), indicators.Reported),
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, answered(t, c.file, c.text, c.mapping)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
