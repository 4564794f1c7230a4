package main

// town is a municipality beside Exempelstad, or the whole country.
type town struct {
	code, name, level string
	adults            int     // aged 20–64
	want              float64 // how badly off it is, as districts are
}

// Places to compare with. None of them exists.
var elsewhere = []town{
	{"00", "Exempellandet", "nation", 5_000_000, 0.38},
	{"9910", "Provköping", "city", 21_000, 0.33},
	{"9920", "Mallköping", "city", 34_000, 0.45},
	{"9930", "Skissköping", "city", 15_000, 0.28},
}

// elsewhereFigures gives figures of the country and of three municipalities for the last two years. Employment has counts, the others have none.
func (c *city) elsewhereFigures() []byte {
	r := stream("elsewhere")
	s := newSheet("area", "period", "indicator", "value", "numerator", "denominator")
	for _, t := range elsewhere {
		for _, y := range []int{years - 2, years - 1} {
			k := draw(r, min(t.adults, 100_000), 0.90-float64(0.18*t.want)) * (t.adults / min(t.adults, 100_000))
			s.row(append([]string{t.code, year(y), "employed"}, share(k, t.adults)...)...)
			if y == years-2 {
				s.row(t.code, year(y), "low_economic_standard", fixed(4+float64(34*t.want)+bell(r, 0.5), 1), "", "")
			}
			s.row(t.code, year(y), "disposable_income_median", fixed((395-float64(165*t.want)+float64(9*float64(y)))*0.85, 1), "", "")
		}
	}
	return s.done()
}
