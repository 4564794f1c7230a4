package analysis

import (
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// today is the period of the statements that have not ended.
var today = indicators.Period{Start: indicators.LastDay, End: indicators.LastDay}

// division is how the city is divided in a stretch of time.
type division struct {
	at      indicators.Period
	parts   []*layout // levels that values are pooled from, finest first
	schools []*layout
}

// like returns the layout of the level and version of another, of this division.
func (d *division) like(l *layout) *layout {
	for _, other := range d.parts {
		if other.level == l.level && other.version == l.version && len(other.areas) == len(l.areas) {
			return other
		}
	}
	return l
}

// divide finds how the city is divided through time.
func (a *analyst) divide() {
	spells := a.reg.Spells()
	slices.Reverse(spells)
	for _, spell := range spells {
		a.divisions = append(a.divisions, a.newDivision(spell))
	}
	a.now = a.divisions[0]
	a.at = make(map[indicators.Period]*division)
	a.used = make(map[string]bool)
	for _, h := range a.has {
		a.used[h.key.Version] = true
	}
	if len(spells) > 1 {
		for _, h := range a.has {
			p := h.key.Period
			if a.at[p] != nil {
				continue
			}
			i := slices.IndexFunc(spells, func(s indicators.Period) bool { return s.Start <= p.Start && p.End <= s.End })
			if i < 0 { // statements begin or end within the period: only those count that hold through all of it
				a.divisions = append(a.divisions, a.newDivision(p))
				i = len(a.divisions) - 1
			}
			a.at[p] = a.divisions[i]
		}
	}
	a.findGrounds()
}

// division returns how the city is divided in a period.
func (a *analyst) division(p indicators.Period) *division {
	if d := a.at[p]; d != nil {
		return d
	}
	return a.now
}

func (a *analyst) newDivision(at indicators.Period) *division {
	d := &division{at: at}
	if at.End == indicators.LastDay {
		at = today
	}
	for _, level := range []indicators.Level{indicators.DeSO, indicators.RegSO} {
		d.parts = append(d.parts, layouts(a.reg, a.city, a.districts, level, at)...)
	}
	// What is known for districts only makes up as much of the city as its smallest areas lie in districts.
	for _, l := range layouts(a.reg, a.city, a.districts, indicators.District, at) {
		if len(d.parts) > 0 {
			l.reach = 1 - float64(d.parts[0].loose)/float64(len(d.parts[0].areas))
		}
		d.parts = append(d.parts, l)
	}
	d.schools = layouts(a.reg, a.city, a.districts, indicators.School, at)
	return d
}

// delimitation is the areas of a version in a division.
type delimitation struct {
	version  string
	division *division
}

// versions returns the versions of the areas that the city consists of and that have figures, its own first.
func (a *analyst) versions() []string {
	out := []string{a.city.Version}
	for _, d := range a.divisions {
		for _, l := range d.parts {
			if a.used[l.version] && !slices.Contains(out, l.version) {
				out = append(out, l.version)
			}
		}
	}
	return out
}

// findGrounds compares the delimitations of every place with one another.
func (a *analyst) findGrounds() {
	versions := a.versions()
	if len(versions)*len(a.divisions) == 1 {
		return
	}
	a.grounds = make(map[indicators.AreaID]map[delimitation]string)
	for _, place := range append([]indicators.Area{a.city}, a.districts...) {
		ground := make(map[delimitation]string)
		a.grounds[place.ID()] = ground
		type known struct {
			parts []indicators.Membership
			name  string
		}
		var seen []known
		for _, d := range a.divisions {
			at := d.at
			if at.End == indicators.LastDay {
				at = today
			}
			for _, version := range versions {
				parts := a.reg.Finest(place.ID(), version, at)
				if len(parts) == 0 {
					continue
				}
				i := slices.IndexFunc(seen, func(k known) bool { return a.reg.SameGround(k.parts, parts) })
				if i < 0 {
					i = len(seen)
					name := version + " " + d.at.End.String()
					if i == 0 {
						name = ""
					}
					seen = append(seen, known{parts, name})
				}
				ground[delimitation{version, d}] = seen[i].name
			}
		}
	}
}

// boundary returns what tells the ground of a place, by the areas of a version in a period, apart from the ground that is reported.
func (a *analyst) boundary(place indicators.AreaID, version string, p indicators.Period) string {
	return a.grounds[place][delimitation{version, a.division(p)}]
}

// hasTwins tells whether the city, or a district, is the same ground as an area of a version.
func (a *analyst) hasTwins(level indicators.Level, version string) bool {
	of := func(place indicators.Area) bool {
		return place.Level == level && slices.ContainsFunc(a.reg.Twins(place.ID()), func(id indicators.AreaID) bool { return id.Version == version })
	}
	return of(a.city) || slices.ContainsFunc(a.districts, of)
}

// elsewhere tells whether figures are of areas of another version only, and none of those is known to lie in a district.
func (a *analyst) elsewhere(f *figures, d int) bool {
	other := false
	for _, s := range f.sheets {
		if len(s.districts[d]) > 0 || s.version == a.city.Version {
			return false
		}
		other = true
	}
	return other
}

// sameGround returns an earlier value where it is about the same ground as a later one.
func sameGround(now, past Value) Value {
	if now.OK && past.OK && now.Boundary != past.Boundary {
		return noValue(Broken, past.Status)
	}
	return past
}

// comparable tells whether some place has a value of the same ground in both.
func (f *figures) comparable(g *figures) bool {
	same := func(v, w Value) bool { return v.OK && w.OK && v.Boundary == w.Boundary }
	if same(f.city, g.city) {
		return true
	}
	boundaries := false
	for d := range f.areas {
		if same(f.areas[d], g.areas[d]) {
			return true
		}
		boundaries = boundaries || f.areas[d].Boundary != g.areas[d].Boundary || f.areas[d].Reason == Broken
	}
	return !boundaries && f.city.Boundary == g.city.Boundary
}

var otherBoundaries = lang.Text{
	Sv: "Områdenas gränser är andra, och studien säger inte vilka områden som är desamma.",
	En: "The areas have other boundaries, and the study does not say which are the same.",
}

// boundaries returns the periods from which values of some place are about other ground than before; name is that of the whole.
func (t *Trend) boundaries(name string) []indicators.Break {
	var out []indicators.Break
	for i := 1; i < len(t.Periods); i++ {
		broken, with := 0, 0
		for _, s := range t.Areas {
			if s.Values[i].OK {
				with++
				if brokenAt(s.Values, i) {
					broken++
				}
			}
		}
		city := brokenAt(t.City, i)
		if broken == 0 && !city {
			continue
		}
		note := text("områdesgränserna ändrades; serierna fortsätter inte för %d av %d stadsdelar",
			"area boundaries changed; the series do not go on for %d of %d districts", broken, with)
		switch {
		case city && broken == with:
			note = text("områdesgränserna ändrades; ingen serie fortsätter", "area boundaries changed; no series goes on")
		case city:
			note = join(note, text("eller för %s", "nor for %s", name))
		}
		out = append(out, indicators.Break{Start: t.Periods[i].Start, Note: note})
	}
	return out
}

// brokenAt tells whether value i is there and about other ground than the last one before it, or the first that can be told for its place.
func brokenAt(vs []Value, i int) bool {
	if !vs[i].OK {
		return false
	}
	for j := i - 1; j >= 0; j-- {
		if vs[j].OK {
			return vs[j].Boundary != vs[i].Boundary
		}
		if vs[j].Reason == Broken {
			return true
		}
	}
	return false
}

// boundaryWarnings says how series go on over a change of area boundaries, and which figures nothing connects with the city.
func (a *analyst) boundaryWarnings() []Warning {
	var out []Warning
	for _, version := range a.versions()[1:] {
		var broken []string
		for _, d := range a.districts {
			if name, ok := a.grounds[d.ID()][delimitation{version, a.now}]; !ok || name != "" {
				broken = append(broken, d.Name)
			}
		}
		w := Warning{Code: "boundaries", Area: a.city.Code, Text: text(
			"Områdesgränserna skiljer sig mellan version %s och %s. Samma kod är inte samma område: serier fortsätter bara där ytan är känd som densamma.",
			"Area boundaries differ between version %s and %s. The same code is not the same area: series go on only where the ground is known to be the same.",
			version, a.city.Version)}
		if a.grounds[a.city.ID()][delimitation{version, a.now}] == "" {
			w.Text = join(w.Text, text("Serierna för %s fortsätter.", "The series of %s go on.", a.city.Name))
		} else {
			w.Text = join(w.Text, text("Serierna för %s bryts.", "The series of %s are broken.", a.city.Name))
		}
		switch n := len(broken); {
		case n == 0:
		case slices.ContainsFunc(a.o.Carried, func(c Carried) bool { return c.From == version && c.To == a.city.Version && c.Refused == "" }):
			w.Text = join(w.Text, text("För %d av %d stadsdelar fortsätter de bara med omräknade antal: %s.",
				"For %d of %d districts they go on with counts that are carried over only: %s.", n, len(a.districts), examples(broken)))
		case n == len(a.districts):
			w.Text = join(w.Text, text("Alla stadsdelars serier bryts.", "The series of all districts are broken."))
		default:
			w.Text = join(w.Text, text("De bryts för %d av %d stadsdelar: %s.", "They are broken for %d of %d districts: %s.", n, len(a.districts), examples(broken)))
		}
		out = append(out, w)
	}
	if changing := a.changingDistricts(); len(changing) > 0 {
		out = append(out, Warning{Code: "boundaries", Area: a.city.Code, Text: text(
			"%d av %d stadsdelar har olika områden olika år: %s. Deras serier bryts där.",
			"The areas of %d of %d districts change over the years: %s. Their series are broken there.",
			len(changing), len(a.districts), examples(changing))})
	}
	out = append(out, a.carriedWarnings()...)
	unused := map[string]int{}
	for _, h := range a.has {
		if k := h.key; k.Version != a.city.Version && k.Level > indicators.City && !a.concerns(k) && !a.carriedFrom(k.Version) {
			unused[k.Version] += h.rows
		}
	}
	for _, version := range slices.Sorted(maps.Keys(unused)) {
		out = append(out, Warning{Code: "unused_version", Area: a.city.Code, Text: text(
			"%d uppgifter om områden av version %s används inte: studien säger inte var områdena ligger.",
			"%d figures about areas of version %s are not used: the study does not say where the areas lie.", unused[version], version)})
	}
	return out
}

// examples lists names, of many the first.
func examples(names []string) string {
	const most = 12
	if len(names) > most {
		return strings.Join(names[:most], ", ") + " …"
	}
	return strings.Join(names, ", ")
}

// changingDistricts returns the districts that consist of other areas of their own version in earlier years than today.
func (a *analyst) changingDistricts() []string {
	var out []string
	for _, d := range a.districts {
		for _, then := range a.divisions[1:] {
			if a.grounds[d.ID()][delimitation{a.city.Version, then}] != "" {
				out = append(out, d.Name)
				break
			}
		}
	}
	return out
}

func (a *analyst) carriedFrom(version string) bool {
	return slices.ContainsFunc(a.o.Carried, func(c Carried) bool { return c.From == version })
}

// carriedWarnings says what crosswalks did, one for each pair of versions.
func (a *analyst) carriedWarnings() []Warning {
	var out []Warning
	type pair struct {
		from, to   string
		population bool
	}
	by := map[pair][]Carried{}
	var order []pair
	for _, c := range a.o.Carried {
		p := pair{c.From, c.To, c.Population}
		if by[p] == nil {
			order = append(order, p)
		}
		by[p] = append(by[p], c)
	}
	for _, p := range order {
		low, high, refused, n := 1.0, 0.0, 0, 0
		for _, c := range by[p] {
			if c.Refused != "" {
				refused++
				continue
			}
			n++
			low, high = min(low, c.Divided), max(high, c.Divided)
		}
		w := Warning{Code: "crosswalk", Area: a.city.Code}
		if n > 0 {
			sv, en := "folkmängd", "population"
			if !p.population {
				sv, en = "yta", "area"
			}
			w.Text = text("Antal för områden av version %s är omräknade till version %s med en nyckel viktad efter "+sv+", för %[3]d mått. Det är en uppskattning.",
				"Counts for areas of version %s are carried over to version %s by a crosswalk weighted by "+en+", for %[4]s. That is an estimate.",
				p.from, p.to, n, lang.Count(n, "indicator"))
			if math.Round(100*low) == math.Round(100*high) {
				w.Text = join(w.Text, text("%.0f procent av personerna räknades i områden som delas mellan flera.",
					"%.0f per cent of the persons were counted in areas that are divided between several.", 100*high))
			} else {
				w.Text = join(w.Text, text("%.0f till %.0f procent av personerna, olika för olika mått, räknades i områden som delas mellan flera.",
					"%.0f to %.0f per cent of the persons, depending on the indicator, were counted in areas that are divided between several.", 100*low, 100*high))
			}
		}
		if refused > 0 {
			w.Text = join(w.Text, text("%[1]d mått kan inte räknas om: medianer, index och andelar utan antal.",
				"%[2]s cannot be carried over: medians, scores and shares without counts.", refused, lang.Count(refused, "indicator")))
		}
		out = append(out, w)
	}
	return out
}

// crossed returns what a reader must know of a figure that a crosswalk carried over from other areas; nothing for others.
func crossed(note string) lang.Text {
	switch {
	case strings.Contains(note, "crosswalk population-weighted"):
		return text("Uppgifterna är omräknade från äldre områden med en nyckel viktad efter folkmängd.",
			"The figures are carried over from older areas by a population-weighted crosswalk.")
	case strings.Contains(note, "crosswalk area-weighted"):
		return text("Uppgifterna är omräknade från äldre områden med en nyckel viktad efter yta.",
			"The figures are carried over from older areas by an area-weighted crosswalk.")
	}
	return lang.Text{}
}
