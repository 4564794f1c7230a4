package main

import (
	"bufio"
	"fmt"
	"strings"
)

// kindOf is what the indicators are: the first a count, then shares, every tenth a mean and every sixth a rate.
func kindOf(k int) string {
	switch {
	case k == 0:
		return "count"
	case k%10 == 9:
		return "mean"
	case k%6 == 5:
		return "rate"
	}
	return "share"
}

func indicatorID(k int) string {
	if k == 0 {
		return "persons"
	}
	return fmt.Sprintf("i%03d", k)
}

// groupsOf are the groups that an indicator has beside everyone.
func groupsOf(k int) []string {
	switch k {
	case 0:
		return []string{"background=foreign", "background=swedish", "income=1", "income=2", "income=3", "income=4"}
	case 1, 2:
		return []string{"sex=women", "sex=men"}
	}
	return nil
}

// perOf is what a share or rate is of.
func perOf(k int) float64 {
	switch kindOf(k) {
	case "share":
		return 100
	case "rate":
		return 1000
	}
	return 0
}

func (n nation) writeStudy(w *bufio.Writer) error {
	fmt.Fprintf(w, `# A country that does not exist, for measuring time and memory. Written by testdata/nation.
id: nation
title: {sv: Jämlikhet i ett påhittat land, en: Equality in a made-up country}
date: "2026-01-01"
fictional:
  sv: Landet finns inte. Alla siffror är slumpade.
  en: The country does not exist. All figures are drawn at random.
city: "00"
version: "%s"
seed: %d
areas: [{file: areas.csv}]
sources:
  - id: made_up
    publisher: {sv: Påhittat, en: Made up}
    title: {sv: Slumpade siffror, en: Figures drawn at random}
    licence: CC0 1.0
    protected: true
themes: [{id: made_up, name: {sv: Påhittat, en: Made up}}]
groups:
  - {dimension: sex, name: {sv: kön, en: sex}, categories: [women, men], reference: men}
comparison: {replicates: %d}
segregation:
  - id: background
    title: {sv: Bakgrund, en: Background}
    indicator: persons
    groups: ["background=foreign", "background=swedish"]
    names: [{id: foreign, name: {sv: utländsk, en: foreign}}, {id: swedish, name: {sv: svensk, en: Swedish}}]
    levels: [district, deso]
  - id: income
    title: {sv: Inkomst, en: Income}
    indicator: persons
    groups: ["income=1", "income=2", "income=3", "income=4"]
    names: [{id: "1", name: {sv: lägst, en: lowest}}, {id: "2", name: {sv: låg, en: low}}, {id: "3", name: {sv: hög, en: high}}, {id: "4", name: {sv: högst, en: highest}}]
    levels: [district, deso]
    ordered: true
    over_time: false
data:
  - file: observations.parquet
    columns: {indicator: indicator, area: area, period: period, group: group, value: value, numerator: numerator, denominator: denominator}
indicators:
`, version, n.seed, n.replicates)
	for k := range n.indicators {
		fmt.Fprintf(w, "  - id: %s\n    name: {sv: Mått %d, en: Measure %d}\n    theme: made_up\n    kind: %s\n", indicatorID(k), k, k, kindOf(k))
		better, unit := "higher", "{sv: procent, en: per cent}"
		switch kindOf(k) {
		case "count":
			better, unit = "none", "{sv: personer, en: persons}"
			fmt.Fprintln(w, "    background: true")
		case "rate":
			better, unit = "lower", `{sv: per 1 000, en: "per 1,000"}`
		case "mean":
			unit = "{sv: tkr, en: SEK thousand}"
		}
		if per := perOf(k); per > 0 {
			fmt.Fprintf(w, "    per: %v\n", per)
		}
		text := strings.ReplaceAll("{sv: Påhittat mått nummer K., en: Made-up measure number K.}", "K", fmt.Sprint(k))
		fmt.Fprintf(w, "    unit: %s\n    better: %s\n    decimals: 1\n    definition: %s\n    population: {sv: Alla, en: Everyone}\n    source: made_up\n", unit, better, text)
	}
	return nil // the buffer remembers what went wrong
}
