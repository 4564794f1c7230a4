package reconcile

import (
	"cmp"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Source is a source with what was read of it.
type Source struct {
	indicators.Source
	Updated      string // the day on which the publisher last changed the table, as its files say; the oldest where they differ; "" where none does
	Observations int
	Values       int // observations with a value
	Indicators   int
	First, Last  indicators.Period // of the observations; zero where there are none
	Files        []string          // in order of the table
}

// use is what was read of a source for one indicator.
type use struct {
	source               int // position in the catalogue
	indicator            string
	observations, values int
	first, last          indicators.Period
	files                []string // in order of the table
}

// usesOfSources returns what was read of each source, in order of the table.
func (c *reconciler) usesOfSources() []use {
	sourceAt := make(map[string]int, len(c.catalogue.Sources))
	for i, s := range c.catalogue.Sources {
		sourceAt[s.ID] = i
	}
	var out []use
	at := make(map[[2]string]int)
	for i, r := range c.runs {
		ind, _ := c.catalogue.Indicator(r.Key.Indicator)
		f := &c.facts[i]
		for _, w := range f.sources {
			j, ok := sourceAt[cmp.Or(w.word, ind.Source)]
			if !ok {
				continue
			}
			k, met := at[[2]string{ind.ID, c.catalogue.Sources[j].ID}]
			if !met {
				k = len(out)
				at[[2]string{ind.ID, c.catalogue.Sources[j].ID}] = k
				out = append(out, use{source: j, indicator: ind.ID, first: r.Key.Period, last: r.Key.Period})
			}
			u := &out[k]
			u.observations += w.n
			if len(f.sources) == 1 {
				u.values += f.values
			} else {
				for row := range r.Len() {
					if r.Source(row) == w.word && r.Value(row).OK {
						u.values++
					}
				}
			}
			u.first, u.last = spanning(u.first, u.last, r.Key.Period, r.Key.Period)
			for _, file := range f.files { // of a run with several sources all files are taken for all of them
				if file.word != "" && !slices.Contains(u.files, file.word) {
					u.files = append(u.files, file.word)
				}
			}
		}
	}
	return out
}

// spanning returns the first of two first periods and the last of two last ones.
func spanning(first, last, otherFirst, otherLast indicators.Period) (indicators.Period, indicators.Period) {
	if otherFirst.Compare(first) < 0 {
		first = otherFirst
	}
	if otherLast.End > last.End {
		last = otherLast
	}
	return first, last
}

// sources returns the sources with what was read of them.
func (r *Reconciler) sources() []Source {
	out := make([]Source, len(r.catalogue.Sources))
	for i, s := range r.catalogue.Sources {
		out[i].Source = s
	}
	slices.SortStableFunc(r.uses, func(a, b use) int { return strings.Compare(a.indicator, b.indicator) })
	for _, u := range r.uses {
		s := &out[u.source]
		if s.Observations == 0 {
			s.First, s.Last = u.first, u.last
		}
		s.First, s.Last = spanning(s.First, s.Last, u.first, u.last)
		s.Observations += u.observations
		s.Values += u.values
		s.Indicators++
		for _, file := range u.files {
			if slices.Contains(s.Files, file) {
				continue
			}
			s.Files = append(s.Files, file)
			if d := iso(r.options.Updated[file]); d != "" && (s.Updated == "" || d < s.Updated) {
				s.Updated = d
			}
		}
	}
	return out
}

// oldAfter is how many years before the study a source may have been read without a note.
const oldAfter = 2

// vintages reports what the dates of sources say, and figures that are marked as provisional or revised.
func (c *reconciler) vintages(sources []Source) {
	study, dated := day(c.options.Date)
	for _, s := range sources {
		if s.Observations == 0 && slices.Contains(c.options.Named, s.ID) {
			continue
		}
		if s.Observations == 0 {
			c.source(s, Note, KindSource, text("ingen uppgift kommer härifrån", "no figure comes from it"), text("ta bort källan ur studien, eller ange den vid uppgifterna", "take it out of the study, or name it at the figures"))
			continue
		}
		retrieved, ok := day(s.Retrieved)
		if !ok {
			c.source(s, Note, KindVintage, text("dagen då uppgifterna hämtades är inte angiven", "the day on which the figures were retrieved is not stated"), text("ange den i studien (retrieved)", "state it in the study (retrieved)"))
			continue
		}
		if dated && retrieved.After(study) {
			c.source(s, Warning, KindVintage, text("hämtad %s, efter studiens datum %s", "retrieved %s, after the date of the study, %s", s.Retrieved, c.options.Date),
				text("rätta det ena datumet", "correct one of the dates"))
		}
		if dated && retrieved.AddDate(oldAfter, 0, 0).Before(study) {
			c.source(s, Note, KindVintage, text("hämtad %s, mer än %d år före studiens datum %s", "retrieved %s, more than %d years before the date of the study, %s", s.Retrieved, oldAfter, c.options.Date),
				text("se efter om källan har nyare uppgifter", "see whether the source has newer figures"))
		}
		fetched := indicators.NewDay(retrieved.Date())
		switch p := s.Last; {
		case p.Start > fetched:
			c.source(s, Warning, KindVintage, text("hämtad %s, innan perioden %s hade börjat", "retrieved %s, before the period %s had begun", s.Retrieved, p), text("rätta datumet eller perioden", "correct the date or the period"))
		case p.End > fetched:
			c.source(s, Note, KindVintage, text("hämtad %s, innan perioden %s var slut", "retrieved %s, before the period %s had ended", s.Retrieved, p), lang.Text{})
		}
		for _, file := range s.Files {
			if u, ok := day(c.options.Updated[file]); ok && indicators.NewDay(u.Date()) > fetched {
				c.source(s, Warning, KindVintage, text("%s ändrades av utgivaren %s, efter den dag då den sägs vara hämtad, %s", "%s was changed by its publisher on %s, after the day on which it is said to be retrieved, %s",
					file, iso(c.options.Updated[file]), s.Retrieved), text("rätta dagen i studien (retrieved)", "correct the day in the study (retrieved)"))
			}
		}
	}
}

func (c *reconciler) source(s Source, severity Severity, kind Kind, what, remedy lang.Text) {
	f := Finding{Severity: severity, Kind: kind, Source: s.ID, What: what, Remedy: remedy, Public: true}
	if len(s.Files) > 0 {
		f.Origin.File = s.Files[0]
	}
	c.report(f)
}

// mixedVintages notes indicators whose figures were retrieved, or last changed by their publisher, on different days.
func (c *reconciler) mixedVintages() {
	type dates struct {
		retrieved, updated []string // in order of the table
		by                 map[string][]indicators.Period
	}
	at := make(map[string]*dates)
	var order []string
	for i, r := range c.runs {
		ind, _ := c.catalogue.Indicator(r.Key.Indicator)
		d := at[ind.ID]
		if d == nil {
			d = &dates{by: make(map[string][]indicators.Period)}
			at[ind.ID] = d
			order = append(order, ind.ID)
		}
		note := func(list *[]string, date, what string) {
			if date = iso(date); date == "" {
				return
			}
			if !slices.Contains(*list, date) {
				*list = append(*list, date)
			}
			d.by[what+date] = append(d.by[what+date], r.Key.Period)
		}
		for _, w := range c.facts[i].sources {
			s, _ := c.catalogue.Source(cmp.Or(w.word, ind.Source))
			note(&d.retrieved, s.Retrieved, "r")
		}
		for _, w := range c.facts[i].files {
			note(&d.updated, c.options.Updated[w.word], "u")
		}
	}
	for _, id := range order {
		d := at[id]
		list := func(days []string, what string) string {
			slices.Sort(days)
			var out []string
			for _, day := range days {
				ps := d.by[what+day]
				slices.SortFunc(ps, indicators.Period.Compare)
				out = append(out, day+": "+PeriodList(slices.Compact(ps)))
			}
			return strings.Join(out, "; ")
		}
		if len(d.retrieved) > 1 {
			c.report(Finding{Severity: Note, Kind: KindVintage, Indicator: id, Public: true, Count: len(d.retrieved),
				What: text("uppgifterna hämtades olika dagar (%s)", "figures were retrieved on different days (%s)", list(d.retrieved, "r"))})
		}
		if len(d.updated) > 1 {
			c.report(Finding{Severity: Note, Kind: KindVintage, Indicator: id, Public: true, Count: len(d.updated),
				What: text("uppgifterna ändrades senast av utgivaren olika dagar (%s)", "figures were last changed by their publisher on different days (%s)", list(d.updated, "u"))})
		}
	}
}

// marks are what the notes of figures say, and how a count of them is told.
var marks = [...]struct {
	words  []string
	kind   Kind
	sv, en string
}{
	{[]string{"provisional", "prelimin"}, KindVintage, "%d av %d uppgifter är preliminära", "%d of %d figures are provisional"},
	{[]string{"revised", "revider"}, KindVintage, "%d av %d uppgifter är reviderade", "%d of %d figures are revised"},
	{[]string{carried}, KindVersion, "%d av %d uppgifter är uppskattade ur en annan områdesindelning", "%d of %d figures are estimated from another delimitation"},
	{[]string{"instead of "}, KindSource, "%d av %d uppgifter finns också i en annan källa, som studien ger lägre rang", "%d of %d figures are in another source too, which the study ranks lower"},
}

// carried is what the note of a figure says that was carried over from another delimitation.
const carried = "crosswalk"

// marksOf returns which marks a note bears, by position.
func marksOf(note string) [len(marks)]bool {
	var out [len(marks)]bool
	note = strings.ToLower(note)
	for i, m := range marks {
		out[i] = slices.ContainsFunc(m.words, func(w string) bool { return strings.Contains(note, w) })
	}
	return out
}

// notes counts figures that are provisional, revised, or taken instead of those of another source.
func (c *reconciler) notes() {
	order, runs := c.scopes()
	for _, s := range order {
		for k, m := range marks {
			var t word
			of := 0
			for _, i := range runs[s] {
				of += c.runs[i].Len()
				if w := c.facts[i].marks[k]; w.n > 0 {
					if t.n == 0 {
						t.first = w.first
					}
					t.n += w.n
				}
			}
			if t.n > 0 {
				f := s.about(Note, m.kind)
				f.Count, f.Of, f.Origin, f.Public = t.n, of, t.first, true
				f.What = text(m.sv, m.en, t.n, of)
				c.report(f)
			}
		}
	}
}
