package topology

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/ingest/geo"
	"github.com/jamlik/jamlik/ingest/geo/formats"
)

// shared reads a file of the data beside the repository.
func shared(t testing.TB, name ...string) *geo.Layer {
	t.Helper()
	l, err := formats.ReadFile(golden.Path(t, name...), geo.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func projected(t testing.TB, l *geo.Layer, to geo.CRS) *geo.Layer {
	t.Helper()
	l, err := l.Project(to)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// newAreas is [New] where nothing is wrong.
func newAreas(t testing.TB, l *geo.Layer, o Options) *Areas {
	t.Helper()
	a, err := New(l, o)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

const radians = math.Pi / 180

// lambert93 is EPSG:2154, which no layer is projected to, the conformal conic projection with two standard parallels (Snyder 1987, USGS Professional Paper 1395, 107–109).
func lambert93(p orb.Point) orb.Point {
	const a, f, lon0, lat0, lat1, lat2, east, north = 6378137.0, 1 / 298.257222101, 3.0, 46.5, 44.0, 49.0, 700000.0, 6600000.0
	e := math.Sqrt(f * (2 - f))
	m := func(lat float64) float64 {
		s := e * math.Sin(lat*radians)
		return math.Cos(lat*radians) / math.Sqrt(1-s*s)
	}
	t := func(lat float64) float64 {
		s := e * math.Sin(lat*radians)
		return math.Tan(math.Pi/4-lat*radians/2) / math.Pow((1-s)/(1+s), e/2)
	}
	n := math.Log(m(lat1)/m(lat2)) / math.Log(t(lat1)/t(lat2))
	rho := func(lat float64) float64 { return a * m(lat1) / (n * math.Pow(t(lat1), n)) * math.Pow(t(lat), n) }
	theta := n * (p[0] - lon0) * radians
	return orb.Point{east + rho(p[1])*math.Sin(theta), north + rho(lat0) - rho(p[1])*math.Cos(theta)}
}
