package topology

import (
	"encoding/json"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/project"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/ingest/geo"
)

// shared reads a GeoJSON file of the data beside the repository, projected where project is not nil.
func shared(t testing.TB, projection orb.Projection, name ...string) *geo.Layer {
	t.Helper()
	type feature struct {
		Properties map[string]any
		Geometry   struct {
			Type        string
			Coordinates json.RawMessage
		}
	}
	c := golden.JSON[struct{ Features []feature }](t, golden.Path(t, name...))
	l := &geo.Layer{File: name[len(name)-1]}
	for key := range c.Features[0].Properties {
		l.Columns = append(l.Columns, key)
	}
	slices.Sort(l.Columns)
	for k, f := range c.Features {
		var m orb.MultiPolygon
		var err error
		if f.Geometry.Type == "Polygon" {
			m = orb.MultiPolygon{nil}
			err = json.Unmarshal(f.Geometry.Coordinates, &m[0])
		} else {
			err = json.Unmarshal(f.Geometry.Coordinates, &m)
		}
		if err != nil {
			t.Fatal(err)
		}
		if projection != nil {
			m = project.MultiPolygon(m, projection)
		}
		out := geo.Feature{Number: k + 1, Geometry: m}
		for _, key := range l.Columns {
			out.Properties = append(out.Properties, f.Properties[key])
		}
		l.Features = append(l.Features, out)
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

// utm10 is EPSG:32610, by the series of Krüger (Karney 2011, Journal of Geodesy 85, 475–485, equations 7–9 and 35 to the fourth order).
func utm10(p orb.Point) orb.Point {
	const a, f, k0, lon0, east = 6378137.0, 1 / 298.257223563, 0.9996, -123.0, 500000.0
	const n = f / (2 - f)
	e := math.Sqrt(f * (2 - f))
	radius := a / (1 + n) * (1 + n*n/4 + n*n*n*n/64)
	tau := math.Tan(p[1] * radians)
	sigma := math.Sinh(e * math.Atanh(e*tau/math.Hypot(1, tau)))
	tau = tau*math.Hypot(1, sigma) - sigma*math.Hypot(1, tau)
	lambda := (p[0] - lon0) * radians
	xi, eta := math.Atan2(tau, math.Cos(lambda)), math.Asinh(math.Sin(lambda)/math.Hypot(tau, math.Cos(lambda)))
	x, y := eta, xi
	for j, c := range [...]float64{
		n/2 - 2*n*n/3 + 5*n*n*n/16 + 41*n*n*n*n/180,
		13*n*n/48 - 3*n*n*n/5 + 557*n*n*n*n/1440,
		61*n*n*n/240 - 103*n*n*n*n/140,
		49561 * n * n * n * n / 161280,
	} {
		k := float64(2 * (j + 1))
		y += c * math.Sin(k*xi) * math.Cosh(k*eta)
		x += c * math.Cos(k*xi) * math.Sinh(k*eta)
	}
	return orb.Point{east + k0*radius*x, k0 * radius * y}
}

// lambert93 is EPSG:2154, the conformal conic projection with two standard parallels (Snyder 1987, USGS Professional Paper 1395, 107–109).
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
