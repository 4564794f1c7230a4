package study

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// valid reads the first and the last period that a statement of a lookup holds for. Either may be empty: it is then open at that end.
func (r *registerReader) valid(file string, line int, from, to string) (indicators.Period, bool) {
	if from == "" && to == "" {
		return indicators.Period{}, true
	}
	span := indicators.Period{Start: indicators.FirstDay, End: indicators.LastDay}
	for _, end := range [...]struct {
		column, text string
		set          func(indicators.Period)
	}{
		{"valid_from", from, func(p indicators.Period) { span.Start = p.Start }},
		{"valid_to", to, func(p indicators.Period) { span.End = p.End }},
	} {
		if end.text == "" {
			continue
		}
		p, err := periodOrDay(end.text)
		if err != nil {
			r.problems.Add(indicators.Problem{File: file, Line: line, Column: end.column,
				What: fmt.Sprintf("cannot read %q as a year or a date", clip(end.text)), Remedy: "write 2025 or 2025-06-30, or nothing where there is no end"})
			return span, false
		}
		end.set(p)
	}
	if span.End < span.Start {
		r.problems.Add(indicators.Problem{File: file, Line: line, Column: "valid_to",
			What: fmt.Sprintf("valid_to %s is before valid_from %s", to, from), Remedy: "exchange the two"})
		return span, false
	}
	return span, true
}

// periodOrDay reads a period or a date, which is the period of that day.
func periodOrDay(text string) (indicators.Period, error) {
	if p, err := indicators.ParsePeriod(text); err == nil {
		return p, nil
	}
	day, err := breakDay(text)
	return indicators.Period{Start: day, End: day}, err
}

// timeWarnings tells of areas whose statements leave a gap in time, or together claim more than the whole area. Only areas with dates are
// looked at: that an area lies in no district may well be meant.
func (r *registerReader) timeWarnings() []error {
	type layer struct {
		area  indicators.AreaID
		level indicators.Level
	}
	levels := make(map[indicators.AreaID]indicators.Level)
	for _, a := range r.areas {
		levels[a.ID()] = a.Level
	}
	by := make(map[layer][]indicators.Membership)
	dated := make(map[layer]bool)
	for _, m := range r.members {
		k := layer{m.Area, levels[m.In]}
		by[k] = append(by[k], m)
		dated[k] = dated[k] || m.Valid != indicators.Period{}
	}
	keys := slices.SortedFunc(maps.Keys(dated), func(a, b layer) int {
		return cmp.Or(cmp.Compare(a.level, b.level), strings.Compare(a.area.Version, b.area.Version), strings.Compare(a.area.Code, b.area.Code))
	})
	var gaps, doubled []string
	var at [2]place
	for _, k := range keys {
		if !dated[k] {
			continue
		}
		spells := spellsOf(by[k])
		first, last := -1, -1
		for i, s := range spells {
			if s.weight > 0 {
				if first < 0 {
					first = i
				}
				last = i
			}
			if s.weight > 1+1e-9 {
				if doubled == nil {
					at[1] = r.memberAt[[2]indicators.AreaID{by[k][0].Area, by[k][0].In}]
				}
				doubled = append(doubled, fmt.Sprintf("%s %s", k.area.Code, spanText(s.span)))
			}
		}
		for i := first + 1; first >= 0 && i < last; i++ {
			if spells[i].weight == 0 {
				if gaps == nil {
					at[0] = r.memberAt[[2]indicators.AreaID{by[k][0].Area, by[k][0].In}]
				}
				gaps = append(gaps, fmt.Sprintf("%s %s", k.area.Code, spanText(spells[i].span)))
			}
		}
	}
	var out []error
	if len(gaps) > 0 {
		out = append(out, indicators.Problem{File: at[0].file, Line: at[0].line,
			What:   fmt.Sprintf("%s in time where an area lies in nothing: %s", lang.Count(len(gaps), "gap"), examplesOf(gaps)),
			Remedy: "let the next statement begin the day after the one before it ends"})
	}
	if len(doubled) > 0 {
		out = append(out, indicators.Problem{File: at[1].file, Line: at[1].line,
			What:   fmt.Sprintf("statements that hold at one time claim more than the whole of an area in %s: %s", lang.Count(len(doubled), "case"), examplesOf(doubled)),
			Remedy: "let one end before the next begins, or write the share of each"})
	}
	return out
}

type spell struct {
	span   indicators.Period
	weight float64
}

// spellsOf returns how much of an area lies somewhere in every stretch of time.
func spellsOf(ms []indicators.Membership) []spell {
	starts := []indicators.Day{indicators.FirstDay}
	ends := func(m indicators.Membership) (from, to indicators.Day) {
		if m.Valid == (indicators.Period{}) {
			return indicators.FirstDay, indicators.LastDay
		}
		return m.Valid.Start, m.Valid.End
	}
	for _, m := range ms {
		from, to := ends(m)
		starts = append(starts, from)
		if to < indicators.LastDay {
			starts = append(starts, to+1)
		}
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	out := make([]spell, len(starts))
	for i, start := range starts {
		out[i].span = indicators.Period{Start: start, End: indicators.LastDay}
		if i+1 < len(starts) {
			out[i].span.End = starts[i+1] - 1
		}
		for _, m := range ms {
			if from, to := ends(m); from <= start && start <= to {
				out[i].weight += m.Weight
			}
		}
	}
	return out
}

// spanText writes a stretch of time with open ends.
func spanText(p indicators.Period) string {
	switch {
	case p.Start == indicators.FirstDay && p.End == indicators.LastDay:
		return "always"
	case p.Start == indicators.FirstDay:
		return "until " + p.End.String()
	case p.End == indicators.LastDay:
		return "from " + p.Start.String()
	}
	return p.String()
}

// examplesOf lists the first few of many.
func examplesOf(list []string) string {
	const few = 3
	if len(list) <= few {
		return strings.Join(list, "; ")
	}
	return fmt.Sprintf("%s; … %d in all", strings.Join(list[:few], "; "), len(list))
}
