package study_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jamlik/jamlik/ingest/study"
)

const compositeStudy = `id: small
title: {sv: Liten, en: Small}
date: "2026-01-01"
city: "1"
version: "1"
areas: [{file: areas.csv}]
themes: [{id: work, name: {sv: Arbete, en: Work}}]
sources: [{id: s, publisher: {sv: S, en: S}}]
indicators:
  - {id: work, name: {sv: Arbete, en: Work}, theme: work, kind: share, better: higher, source: s}
  - {id: rent, name: {sv: Hyra, en: Rent}, theme: work, kind: share, better: none, source: s}
  - {id: people, name: {sv: Folk, en: People}, theme: work, kind: count, better: none, source: s}
data: [{file: data.csv, source: s, columns: {area: area, period: year, value: value}, constant: {indicator: work}}]
`

func TestCompositesAreChecked(t *testing.T) {
	for want, text := range map[string]string{
		"study.yaml:15: composite has no id":                "  - title: {sv: T}\n    level: deso\n    indicators: [{id: work}, {id: rent, better: lower}]",
		"has no Swedish wording":                            "  - id: c\n    level: deso\n    indicators: [{id: work}, {id: rent, better: lower}]",
		"unknown level":                                     "  - {id: c, title: {sv: T}, level: city, indicators: [{id: work}, {id: rent, better: lower}]}",
		"expected at least 2":                               "  - {id: c, title: {sv: T}, level: deso, indicators: [{id: work}]}",
		"comes twice":                                       "  - {id: c, title: {sv: T}, level: deso, indicators: [{id: work}, {id: work}]}",
		"is a count":                                        "  - {id: c, title: {sv: T}, level: deso, indicators: [{id: work}, {id: people}]}",
		"is not judged":                                     "  - {id: c, title: {sv: T}, level: deso, indicators: [{id: work}, {id: rent}]}",
		"weight -1 is negative":                             "  - {id: c, title: {sv: T}, level: deso, indicators: [{id: work, weight: -1}, {id: rent, better: lower, weight: 1}]}",
		"1 of 2 indicators have no weight":                  "  - {id: c, title: {sv: T}, level: deso, indicators: [{id: work, weight: 1}, {id: rent, better: lower}]}",
		"unknown normalisation":                             "  - {id: c, title: {sv: T}, level: deso, normalisation: zz, indicators: [{id: work}, {id: rent, better: lower}]}",
		"geometric mean needs":                              "  - {id: c, title: {sv: T}, level: deso, aggregation: geometric, indicators: [{id: work}, {id: rent, better: lower}]}",
		"available is 2":                                    "  - {id: c, title: {sv: T}, level: deso, available: 2, indicators: [{id: work}, {id: rent, better: lower}]}",
		"0 cut points for 5 types":                          "  - {id: c, title: {sv: T}, level: deso, types: {rule: cuts}, indicators: [{id: work}, {id: rent, better: lower}]}",
		"the rule is not cuts":                              "  - {id: c, title: {sv: T}, level: deso, types: {cuts: [1]}, indicators: [{id: work}, {id: rent, better: lower}]}",
		"do not rise":                                       "  - {id: c, title: {sv: T}, level: deso, types: {number: 3, rule: cuts, cuts: [2, 1]}, indicators: [{id: work}, {id: rent, better: lower}]}",
		"11 types":                                          "  - {id: c, title: {sv: T}, level: deso, types: {number: 11}, indicators: [{id: work}, {id: rent, better: lower}]}",
		"expected a count":                                  "  - {id: c, title: {sv: T}, level: deso, types: {population: work}, indicators: [{id: work}, {id: rent, better: lower}]}",
		"cannot read \"then\" as a period":                  "  - {id: c, title: {sv: T}, level: deso, published: {file: types.csv, period: then, version: \"1\", source: s}, indicators: [{id: work}, {id: rent, better: lower}]}",
		"version is not given":                              "  - {id: c, title: {sv: T}, level: deso, published: {file: types.csv, period: \"2022\", source: s}, indicators: [{id: work}, {id: rent, better: lower}]}",
		"not a path inside":                                 "  - {id: c, title: {sv: T}, level: deso, published: {file: ../types.csv, period: \"2022\", version: \"1\", source: s}, indicators: [{id: work}, {id: rent, better: lower}]}",
		"1 groups, expected 7":                              "  - {id: c, title: {sv: T}, level: deso, care_need: {groups: [{indicator: people}], population: {indicator: people}}}",
		"both indicators and care_need":                     "  - {id: c, title: {sv: T}, level: deso, indicators: [{id: work}], care_need: {population: {indicator: people}}}",
		"mean is negative":                                  "  - {id: c, title: {sv: T}, level: deso, care_need: {mean: -1, population: {indicator: people}}}",
		"did you mean \"normalisation\"?":                   "  - {id: c, title: {sv: T}, level: deso, normalization: z, indicators: [{id: work}, {id: rent, better: lower}]}",
		"no published types to be held against; remove pub": "  - {id: c, title: {sv: T}, level: deso, published: {file: types.csv, period: \"2022\", version: \"1\", source: s}, care_need: {population: {indicator: people}}}",
	} {
		if _, err := study.Decode("study.yaml", []byte(compositeStudy+"composites:\n"+text+"\n")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func TestPublishedTypesAreRead(t *testing.T) {
	text := compositeStudy + `composites:
  - {id: c, title: {sv: T}, level: deso, published: {file: types.csv, period: "2022", version: "1", source: s}, indicators: [{id: work}, {id: rent, better: lower}]}
`
	load := func(types string) (*study.Loaded, error) {
		return study.Load(fstest.MapFS{
			"study.yaml": {Data: []byte(text)}, "types.csv": {Data: []byte(types)},
			"areas.csv": {Data: []byte("code,name,level,version,parent\n1,Staden,city,1,\na,A,deso,1,1\nb,B,deso,1,1\n")},
			"data.csv":  {Data: []byte("area,year,value\na,2020,5\n")},
		}, "study.yaml", study.LoadOptions{})
	}
	l, err := load("area,type,changed\na,1,yes\nb,5,\n")
	if err != nil {
		t.Fatal(err)
	}
	got := l.Study.Composites[0].Published.Areas
	if len(got) != 2 || got["a"] != (study.PublishedType{Type: 1, Changed: true}) || got["b"] != (study.PublishedType{Type: 5}) {
		t.Errorf("got %+v", got)
	}
	for want, types := range map[string]string{
		"types.csv:2: column \"type\": found \"6\"":        "area,type\na,6\n",
		"types.csv:2: column \"type\": found \"one\"":      "area,type\na,one\n",
		"types.csv:2: column \"changed\": found \"maybe\"": "area,type,changed\na,1,maybe\n",
		"types.csv:3: column \"area\": area \"a\" comes":   "area,type\na,1\na,2\n",
		"types.csv:1": "area,kind\na,1\n",
	} {
		if _, err := load(types); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}
