package main

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators/autocorrelation"
	"github.com/jamlik/jamlik/indicators/composite"
	"github.com/jamlik/jamlik/indicators/disparity"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/inequality"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/rate"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// chapter is a family with its topics.
type chapter struct {
	family index.Family
	name   lang.Text
	topics []index.Topic
}

// chapters lists the families in the order of the registry.
func chapters() []chapter {
	unequal := lang.Text{Sv: "Ojämlikhet i värden", En: "Inequality of values"}
	apart := lang.Text{Sv: "Skillnader mellan områden och grupper", En: "Disparity between areas and groups"}
	rates := lang.Text{Sv: "Andelar och tal", En: "Proportions and rates"}
	return []chapter{
		{index.Segregation, lang.Text{Sv: "Segregation", En: "Segregation"}, segregation.Topics},
		{index.Inequality, unequal, inequality.Topics},
		{index.Disparity, apart, disparity.Topics},
		{index.Rate, rates, rate.Topics},
		{index.Composite, lang.Text{Sv: "Sammansatta mått", En: "Composite indices"}, composite.Topics},
		{index.Autocorrelation, lang.Text{Sv: "Rumsligt samband", En: "Spatial autocorrelation"}, autocorrelation.Topics},
	}
}

const preamble = `# Catalogue of indices

<!-- Written by go generate ./indicators/registry. Do not edit. -->

Every index that the program computes: %d in six families. ` + "`jamlik index show ID`" + ` prints one with its reading and its caveat in
Swedish and English, ` + "`jamlik index compute ID`" + ` computes it, and the Go function of the same package computes it on slices.

*Also in* names other programs that compute the same index, and what they call it. *Checked against* names where the values of
` + "`testdata/golden`" + ` come from, with the tables: a program that was run, or arithmetic that is independent of this one. *Larger data* are those of the tests of
` + "`indicators/segregation`" + ` and ` + "`indicators/registry`" + ` that are not part of the repository, with the number of values that agree.
Where programs disagree, the comment of the Go function says who does what.

`

// markdown returns the catalogue: contents by family and topic, then a section for each index.
func markdown(chapters []chapter, all []index.Index, values checks) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, preamble, len(all))
	for _, c := range chapters {
		for _, topic := range c.topics {
			if len(topic.Indices) == 0 {
				continue
			}
			name := heading(c, topic)
			fmt.Fprintf(&b, "**%s** · %s\n\n| ID | index | på svenska |\n|---|---|---|\n", name.En, name.Sv)
			for _, ix := range topic.Indices {
				fmt.Fprintf(&b, "| [%s](#%s) | %s | %s |\n", ix.ID, ix.ID, cell(ix.Name.En), cell(ix.Name.Sv))
			}
			b.WriteString("\n")
		}
	}
	for _, c := range chapters {
		fmt.Fprintf(&b, "## %s\n\n", c.name.En)
		for _, topic := range c.topics {
			for _, ix := range topic.Indices {
				section(&b, ix, values[ix.ID])
			}
		}
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// heading names a topic by its family too, unless it is all of it.
func heading(c chapter, topic index.Topic) lang.Text {
	if topic.Name == c.name {
		return c.name
	}
	return lang.Text{Sv: c.name.Sv + ". " + topic.Name.Sv, En: c.name.En + ". " + topic.Name.En}
}

func section(b *bytes.Buffer, ix index.Index, checked []check) {
	fmt.Fprintf(b, "### %s\n\n%s · %s\n\n", ix.ID, ix.Name.En, ix.Name.Sv)
	fmt.Fprintf(b, "- Formula: `%s`\n", ix.Formula)
	fmt.Fprintf(b, "- Source: %s\n", ix.Source)
	fmt.Fprintf(b, "- From %s: %s\n", ix.Shape(), ix.Needs)
	fmt.Fprintf(b, "- Range: %s to %s%s\n", number(ix.Min), number(ix.Max), several(ix))
	for _, p := range ix.Params {
		if p.Choices != nil {
			fmt.Fprintf(b, "- Parameter `%s` = %s, one of %s: %s\n", p.Name, p.Named(p.Default), strings.Join(p.Choices, ", "), p.Doc)
			continue
		}
		fmt.Fprintf(b, "- Parameter `%s` = %s, %s to %s: %s\n", p.Name, number(p.Default), number(p.Min), number(p.Max), p.Doc)
	}
	if len(ix.Programs) > 0 {
		fmt.Fprintf(b, "- Also in: %s\n", strings.Join(ix.Programs, "; "))
	}
	for _, c := range checked {
		on := strings.Join(c.tables, ", ")
		if c.values != "" {
			on = c.values + " on larger data"
		}
		fmt.Fprintf(b, "- Checked against: %s (%s)\n", c.program, on)
	}
	b.WriteString("\n")
}

// several says that an index has more than one value.
func several(ix index.Index) string {
	if ix.Scalar() {
		return ""
	}
	return ", several values"
}

// cell keeps text from ending a cell of a table.
func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

func number(v float64) string {
	switch {
	case math.IsInf(v, 1):
		return "∞"
	case math.IsInf(v, -1):
		return "−∞"
	case v == math.E:
		return "e"
	}
	return strings.Replace(strconv.FormatFloat(v, 'f', -1, 64), "-", "−", 1)
}
