package study

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
)

// Wide says what the columns of a wide file hold by the pattern of their names, where [Value] would name each: in "Folkmängd {period}" the column
// "Folkmängd 2024" holds values of 2024. {indicator} and any other word in braces, which is then a dimension of the group, stand for what they say.
type Wide struct {
	Columns   string            `yaml:"columns"`
	Indicator string            `yaml:"indicator"` // where the pattern has no {indicator}
	Period    string            `yaml:"period"`    // where the pattern has no {period}
	Group     string            `yaml:"group"`     // besides what the pattern has
	Recode    map[string]string `yaml:"recode"`    // text found in braces → text meant
}

var (
	placeholder   = regexp.MustCompile(`\{([a-z][a-z0-9_-]*)\}`)
	periodPattern = `\d{4}(?:[MKQT]\d{1,2}|[-–/]\d{2,4})?`
)

// expression returns the pattern as a regular expression and the names of what stands in braces.
func (w Wide) expression() (*regexp.Regexp, []string) {
	var b strings.Builder
	var names []string
	b.WriteString(`^\s*`)
	at := 0
	for _, m := range placeholder.FindAllStringSubmatchIndex(w.Columns, -1) {
		b.WriteString(regexp.QuoteMeta(w.Columns[at:m[0]]))
		name := w.Columns[m[2]:m[3]]
		names = append(names, name)
		if name == "period" {
			b.WriteString("(" + periodPattern + ")")
		} else {
			b.WriteString("(.+?)")
		}
		at = m[1]
	}
	b.WriteString(regexp.QuoteMeta(w.Columns[at:]) + `\s*$`)
	return regexp.MustCompile(b.String()), names // everything but the groups is quoted
}

// value returns what a column holds, if its name has the pattern.
func (w Wide) value(re *regexp.Regexp, names []string, column string) (v Value, categories []indicators.Category, ok bool) {
	found := re.FindStringSubmatch(column)
	if found == nil {
		return v, nil, false
	}
	v = Value{Column: column, Indicator: w.Indicator, Period: w.Period}
	for i, name := range names {
		text := strings.TrimSpace(found[1+i])
		if meant, ok := w.Recode[text]; ok {
			text = meant
		}
		switch name {
		case "period":
			v.Period = text
		case "indicator":
			v.Indicator = text
		default:
			categories = append(categories, indicators.Category{Dim: name, Value: text})
		}
	}
	g, _ := indicators.ParseGroup(w.Group) // the checker has seen it
	return v, append(categories, g.Categories()...), true
}

// wideValues returns the values of the columns that have one of the patterns.
func (m *mapping) wideValues(f finder) (out []valuePlan) {
	for i, w := range m.in.Wide {
		re, names := w.expression()
		met := false
		for at, field := range f.schema.Fields() {
			v, categories, ok := w.value(re, names, field.Name)
			if !ok {
				continue
			}
			met = true
			p := fmt.Sprintf("wide[%d]", i)
			if _, known := m.sources[v.Indicator]; v.Indicator != "" && !known {
				f.fail(p, fmt.Sprintf("column %q of %s is of indicator %q, which the study does not define", clip(field.Name), f.file, clip(v.Indicator)), "recode it there, or define it")
			}
			if v.Period != "" {
				if _, err := indicators.ParsePeriod(v.Period); err != nil {
					f.fail(p, fmt.Sprintf("column %q of %s: %s", clip(field.Name), f.file, strings.TrimSpace(err.Error())), "recode it there")
				}
			}
			if _, err := indicators.NewGroup(categories...); err != nil {
				f.fail(p, fmt.Sprintf("column %q of %s: %s", clip(field.Name), f.file, err), "recode it there")
			}
			out = append(out, valuePlan{value: at, numerator: -1, denominator: -1, lower: -1, upper: -1, status: -1,
				indicator: v.Indicator, period: v.Period, group: categories})
		}
		if !met {
			f.fail(fmt.Sprintf("wide[%d].columns", i), fmt.Sprintf("no column of %s is called like %q", f.file, clip(w.Columns)), f.remedy(w.Columns))
		}
	}
	return out
}

// patterns checks the patterns of a wide file.
func (c *checker) patterns(p string, in *Input) {
	for i, w := range in.Wide {
		q := fmt.Sprintf("%s.wide[%d]", p, i)
		_, names := w.expression()
		has := func(name string) bool { return slices.Contains(names, name) }
		if len(names) == 0 {
			c.fail(q+".columns", fmt.Sprintf("columns is %q, expected a pattern", clip(w.Columns)), `write what varies in braces, such as "Folkmängd {period}"`)
		}
		for j, name := range names {
			if slices.Contains(names[:j], name) {
				c.fail(q+".columns", fmt.Sprintf("{%s} comes twice", name), "")
			}
		}
		if !has("indicator") {
			if w.Indicator != "" {
				c.oneOf(q+".indicator", "indicator", w.Indicator, ids(c.study.Indicators), false)
			} else if in.Columns["indicator"] == "" && in.Constant["indicator"] == "" {
				c.fail(q, "nothing says which indicator the columns hold", "name it after indicator:, or write {indicator} in the pattern")
			}
		}
		if !has("period") {
			if w.Period != "" {
				c.period(q+".period", w.Period)
			} else if in.Columns["period"] == "" && in.Constant["period"] == "" {
				c.fail(q, "nothing says which period the columns are about", "name it after period:, or write {period} in the pattern")
			}
		}
		c.group(q+".group", w.Group)
	}
}
