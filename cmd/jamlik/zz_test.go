package main

import (
	"fmt"
	"testing"
	"io"
)

func TestZZ(t *testing.T) {
	for _, s := range [][]string{{"../../testdata/exempelstad"}, nil} {
		p := &program{stdout: io.Discard, stderr: io.Discard}
		l, err := p.read(s)
		if err != nil { t.Fatal(err) }
		res, err := p.results(l)
		if err != nil { t.Fatal(err) }
		for i, c := range res.Courses {
			fmt.Println("==", c.Indicator.ID, c.Group, c.Indicator.Unit.Kind, c.Indicator.Direction)
			for _, ar := range append([]any{}, c.City) { _ = ar }
			for k := -1; k < len(c.Areas); k++ {
				a := c.City
				if k >= 0 { a = c.Areas[k] }
				for _, g := range a.Segments {
					fmt.Printf("  %-14.14s %v-%v n=%d miss=%d %s chg %.3f [%.3f %.3f] rel %.2f [%.2f %.2f] p=%.3g phi=%.2f %v/%v steady=%v ft=%v(%s) jp=%v p=%.3f %.2f %.2f %s\n", a.Area.Name, g.From, g.To, g.Periods, g.Missing, string(g.Reason)+string(g.Means), g.Change.Value, g.Change.Lower, g.Change.Upper, g.Relative.Value, g.Relative.Lower, g.Relative.Upper, g.P, g.Dispersion, g.Verdict, g.Overview, g.Steady, g.Recent.Direction, g.Recent.Reason, g.Joinpoint.Period, g.Joinpoint.P, g.Joinpoint.Before, g.Joinpoint.After, g.Joinpoint.Reason)
				}
				if k >= 0 {
					g := a.Gap
					fmt.Printf("     gap %s %d abs %.2f->%.2f chg %.3f [%.3f %.3f] %v/%v  rel %.2f->%.2f chg %.2f [%.2f %.2f] %v dis=%v parity %s %.1f [%.1f %.1f] %v\n", g.Reason, g.Periods, g.Absolute.First.Value, g.Absolute.Last.Value, g.Absolute.Change.Value, g.Absolute.Change.Lower, g.Absolute.Change.Upper, g.Absolute.Movement, g.Absolute.Overview, g.Relative.First.Value, g.Relative.Last.Value, g.Relative.Change.Value, g.Relative.Change.Lower, g.Relative.Change.Upper, g.Relative.Movement, g.Disagree, g.Parity.Reason, g.Parity.Years, g.Parity.Lower, g.Parity.Upper, g.Parity.Open)
				}
			}
			m := res.Mobility[i]
			fmt.Printf("  MOB %s %v-%v n=%d rho %.2f tau %.2f w %.2f prais %.2f/%d unsure=%s exp %.2f low %.2f prais %.2f p %.3f %v %v\n", m.Reason, m.From, m.To, m.Areas, m.Spearman, m.Kendall, m.Weighted, m.Prais, m.Classes, m.Unsure, m.Expected, m.Lower, m.ByChance, m.P, m.Beyond, m.Alike)
			for _, v := range m.Moves { if v.Sure { fmt.Printf("      %s %v->%v p=%.3f\n", v.Area.Name, v.First, v.Last, v.P) } }
		}
	}
}
