package analysis

// withholdCurves withholds curves of which a number is withheld: the points of a curve are the makeup of every area, but for the size of the city.
func withholdCurves(p *protector, res *Results, unprotected map[string]bool) {
	for i := range res.Curves {
		c := &res.Curves[i]
		s := &res.Segregation[c.At]
		series := seriesFor(res, s)
		for j := range c.Lines {
			l := &c.Lines[j]
			hidden := p.closed(s, unprotected)
			if series != nil && unprotected[c.Spec.Indicator] {
				for _, t := range series.Periods {
					hidden = hidden || t.Period == l.Period && t.Withheld
				}
			}
			if hidden {
				l.withhold()
				c.Change = noDifference(Withheld)
			}
		}
	}
}
