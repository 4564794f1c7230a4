package study

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jamlik/jamlik/indicators"
)

// input checks one entry of data. That its columns exist is checked when the file is open.
func (c *checker) input(p string, in *Input) {
	switch {
	case in.Fetch == "":
		c.path(p+".file", in.File)
	case in.File != "":
		c.fail(p+".fetch", "both file and fetch are given", "name the one that the figures come from")
	}
	c.oneOf(p+".source", "source", in.Source, ids(c.study.Sources), true)
	c.oneOf(p+".missing", "table of missing markers", in.Missing, markerNames(), true)
	c.oneOf(p+".encoding", "encoding", in.Encoding, encodings, true)
	if in.Delimiter != "" && utf8.RuneCountInString(in.Delimiter) != 1 {
		c.fail(p+".delimiter", fmt.Sprintf("delimiter is %q, expected one character", clip(in.Delimiter)), `write ",", ";" or "\t" in double quotes`)
	}
	if in.Decimal != "" && in.Decimal != "." && in.Decimal != "," {
		c.fail(p+".decimal", fmt.Sprintf("decimal is %q, expected . or ,", clip(in.Decimal)), "")
	}
	if in.Skip < 0 {
		c.fail(p+".skip", "skip is negative", "write how many lines stand before the header, or leave it out")
	}
	for _, text := range slices.Sorted(maps.Keys(in.Markers)) {
		c.oneOf(p+".markers."+text, "status", in.Markers[text], markerStatuses, false)
	}
	c.oneOf(p+".repair", "thing to repair", in.Repair, []string{"codes"}, true)
	c.oneOf(p+".area_by", "way to name areas", in.AreaBy, []string{"name", "code"}, true)
	if in.AreaLevel != "" {
		if _, err := indicators.ParseLevel(in.AreaLevel); err != nil || in.AreaBy != "name" {
			c.fail(p+".area_level", fmt.Sprintf("area_level is %q, expected the level that names are of, beside area_by: name", clip(in.AreaLevel)), "write regso or district, or leave it out")
		}
	}
	c.oneOf(p+".other_areas", "way with other areas", in.OtherAreas, []string{"skip"}, true)
	for i, id := range in.Brings {
		c.oneOf(fmt.Sprintf("%s.brings[%d]", p, i), "indicator", id, ids(c.study.Indicators), false)
	}
	c.cells(p, in)
	c.roles(p, in)
	c.wide(p, in)
	for _, dim := range slices.Sorted(maps.Keys(in.Groups)) {
		if _, err := indicators.NewGroup(indicators.Category{Dim: dim, Value: "x"}); err != nil {
			c.fail(p+".groups."+dim, err.Error(), "")
		}
	}
}

// roles checks that every role has one origin.
func (c *checker) roles(p string, in *Input) {
	for _, role := range slices.Sorted(maps.Keys(in.Columns)) {
		c.oneOf(p+".columns."+role, "role", role, roles, false)
		if _, twice := in.Constant[role]; twice {
			c.fail(p+".constant."+role, fmt.Sprintf("%s comes from a column and from a constant", role), "remove one")
		}
	}
	for _, role := range slices.Sorted(maps.Keys(in.Constant)) {
		c.oneOf(p+".constant."+role, "role", role, constantRoles, false)
	}
	has := func(role string) bool {
		return in.Columns[role] != "" || in.Constant[role] != "" || in.describesItself()
	}
	if !has("area") {
		c.fail(p, fmt.Sprintf("%s: nothing says which area a row is about", in.File), "name the column after columns: area:, or the code after constant: area:")
	}
	if text, ok := in.Constant["period"]; ok && !strings.HasPrefix(text, aboveMark) {
		c.period(p+".constant.period", text)
	}
	if text, ok := in.Constant["indicator"]; ok {
		c.oneOf(p+".constant.indicator", "indicator", text, ids(c.study.Indicators), false)
	}
	if text, ok := in.Constant["status"]; ok {
		c.oneOf(p+".constant.status", "status", text, []string{"reported", "derived", "rounded"}, false)
	}
	if text, ok := in.Constant["group"]; ok {
		c.group(p+".constant.group", text)
	}
	if len(in.Values) > 0 || len(in.Wide) > 0 {
		return
	}
	for _, role := range []string{"value", "period", "indicator"} {
		if !has(role) {
			c.fail(p, fmt.Sprintf("%s: nothing says which %s a row has", in.File, role),
				fmt.Sprintf("name the column after columns: %s:, or list the value columns after values:", role))
		}
	}
}

// describesItself tells whether the file may say itself what its columns are for, which is then known when it is open.
func (in *Input) describesItself() bool {
	if in.Fetch != "" || in.Format != "" && in.Format != "csv" {
		return true
	}
	switch strings.ToLower(path.Ext(in.File)) {
	case ".px", ".json", ".jsonstat", ".json-stat", ".json-stat2":
		return true
	}
	return false
}

// wide checks the value columns of a wide file.
func (c *checker) wide(p string, in *Input) {
	if len(in.Values) == 0 && len(in.Wide) == 0 {
		return
	}
	c.patterns(p, in)
	for _, role := range []string{"value", "numerator", "denominator", "lower", "upper", "status"} {
		if in.Columns[role] != "" {
			c.fail(p+".columns."+role, fmt.Sprintf("%s stands both in columns and beside values", role),
				"in a wide file every entry of values names its own columns")
		}
	}
	for i, v := range in.Values {
		q := fmt.Sprintf("%s.values[%d]", p, i)
		if v.Column == "" {
			c.fail(q, "column is not given", "name the column that holds the values")
		}
		if v.Indicator != "" {
			c.oneOf(q+".indicator", "indicator", v.Indicator, ids(c.study.Indicators), false)
		} else if in.Columns["indicator"] == "" && in.Constant["indicator"] == "" {
			c.fail(q, fmt.Sprintf("nothing says which indicator column %q holds", v.Column), "name it after indicator:")
		}
		if v.Period != "" {
			c.period(q+".period", v.Period)
		} else if in.Columns["period"] == "" && in.Constant["period"] == "" {
			c.fail(q, fmt.Sprintf("nothing says which period column %q is about", v.Column), "name it after period:")
		}
		c.group(q+".group", v.Group)
	}
}

func (c *checker) period(path, text string) {
	if _, err := indicators.ParsePeriod(text); err != nil {
		c.fail(path, strings.TrimSpace(err.Error()), "")
	}
}

var (
	roles          = []string{"area", "area_version", "period", "indicator", "group", "value", "numerator", "denominator", "lower", "upper", "status", "note"}
	encodings      = []string{"utf-8", "windows-1252", "iso-8859-1", "utf-16"}
	constantRoles  = []string{"area", "area_version", "period", "indicator", "group", "status", "note"}
	markerStatuses = []string{"missing", "suppressed", "not_applicable", "nil"}
)
