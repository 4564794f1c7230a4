package report

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// sentences puts sentences after one another.
func sentences(parts ...string) string {
	var out []string
	for _, s := range parts {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}

// withUnit is a heading with the unit of what is under it.
func withUnit(head, unit string) string {
	if unit == "" {
		return head
	}
	return head + ", " + unit
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// webAddress returns an address of the web, or "" for anything else.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return s
}

// sourceText names a source: publisher, title, table and when it was read.
func (p *page) sourceText(s indicators.Source) string {
	parts := []string{s.Publisher.In(p.lang), s.Title.In(p.lang)}
	if s.Table != "" {
		parts = append(parts, lowerFirst(wTable.In(p.lang))+" "+s.Table)
	}
	if s.Retrieved != "" {
		parts = append(parts, p.sayf(mAccess, s.Retrieved))
	}
	if s.Licence != "" {
		parts = append(parts, s.Licence)
	}
	var out []string
	for _, x := range parts {
		if x != "" {
			out = append(out, x)
		}
	}
	return strings.Join(out, ", ")
}

// breakText says when a definition changed and how.
func (p *page) breakText(b indicators.Break) string {
	return sentences(p.sayf(wBreak, dateText(p.lang, b.Start.String())), b.Note.In(p.lang))
}

// chartName names a kind of chart.
func chartName(l lang.Lang, chart string) string {
	i := slices.IndexFunc(charts.Kinds, func(k charts.Kind) bool { return k.ID == chart })
	if i < 0 {
		return chart
	}
	return charts.Kinds[i].Name.In(l)
}
