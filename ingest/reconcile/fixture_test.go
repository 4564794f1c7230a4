package reconcile_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/reconcile"
)

// world is a made-up city with the areas, indicators and sources that a test needs. Its rows come from in.csv, from row 2 on, in the order
// in which they are added.
type world struct {
	areas   []indicators.Area
	inds    []indicators.Indicator
	sources []indicators.Source
	members []indicators.Membership
	obs     []indicators.Observation
}

const version = "2025"

// newWorld has a city with n DeSO a01 to an, which lie in RegSO r1 by tens, and a published, protected source.
func newWorld(n int) *world {
	w := &world{sources: []indicators.Source{{ID: "s", Retrieved: "2026-01-15", Protected: true}}}
	w.area("city", "Staden", indicators.City, "")
	for i := range n {
		r := fmt.Sprintf("r%d", i/10+1)
		if i%10 == 0 {
			w.area(r, "", indicators.RegSO, "city")
		}
		w.area(fmt.Sprintf("a%02d", i+1), "", indicators.DeSO, r)
	}
	return w
}

func (w *world) area(code, name string, l indicators.Level, parent string) {
	w.areas = append(w.areas, indicators.Area{Code: code, Version: version, Name: name, Level: l, Parent: parent})
}

// indicator defines one; per is 100 for a share.
func (w *world) indicator(id string, k indicators.Kind, decimals int, breaks ...indicators.Break) {
	per := map[indicators.Kind]float64{indicators.Share: 100, indicators.Rate: 1000}[k]
	w.inds = append(w.inds, indicators.Indicator{ID: id, Name: lang.Text{Sv: id}, Unit: indicators.Unit{Kind: k, Per: per}, Decimals: decimals, Source: "s", Breaks: breaks})
}

// add adds a row; the source is "s" and the version the usual one where none is given.
func (w *world) add(o indicators.Observation) {
	if o.Area.Version == "" {
		o.Area.Version = version
	}
	if o.Source == "" {
		o.Source = "s"
	}
	if o.Value.OK && o.Status == indicators.Missing {
		o.Status = indicators.Reported
	}
	if o.Origin.File == "" {
		o.Origin = indicators.Origin{File: "in.csv", Row: int32(len(w.obs) + 2)}
	}
	w.obs = append(w.obs, o)
}

func (w *world) value(id, area string, p indicators.Period, v float64) {
	w.add(indicators.Observation{Indicator: id, Area: indicators.AreaID{Code: area}, Period: p, Value: indicators.Num(v)})
}

// report reconciles the world, whatever indicators have no row.
func (w *world) report(t testing.TB, o reconcile.Options) *reconcile.Report {
	t.Helper()
	reg, err := indicators.NewRegister(w.areas, w.members)
	if err != nil {
		t.Fatal(err)
	}
	cat, err := indicators.NewCatalogue(w.inds, nil, nil, w.sources)
	if err != nil {
		t.Fatal(err)
	}
	var b indicators.Builder
	for _, o := range w.obs {
		b.Append(o)
	}
	tab, err := b.Table(reg, cat, "s", "other")
	if err != nil {
		t.Fatal(err)
	}
	return reconcile.Table(tab, o)
}

// messages are the findings of some kinds with their severity.
func messages(r *reconcile.Report, kinds ...reconcile.Kind) []string {
	var out []string
	for _, f := range r.Findings {
		for _, k := range kinds {
			if f.Kind == k {
				out = append(out, f.Severity.String()+": "+f.Error())
			}
		}
	}
	return out
}

func expect(t *testing.T, r *reconcile.Report, kind reconcile.Kind, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, messages(r, kind)); diff != "" {
		t.Errorf("findings of kind %s (-want +got):\n%s", kind, diff)
	}
	for _, f := range r.Findings {
		if f.What.Sv == "" || f.What.En == "" || f.Remedy.IsZero() != (f.Remedy.En == "") || f.Remedy.En != "" && f.Remedy.Sv == "" {
			t.Errorf("finding is not in both languages: %+v", f)
		}
		if f.Kind.Name().Sv == "" || f.Kind.Name().En == "" {
			t.Errorf("kind %q has no name", f.Kind)
		}
	}
}
