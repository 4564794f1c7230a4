package geo

import (
	"math"
	"math/cmplx"

	"github.com/paulmach/orb"
)

// ellipsoid is the shape of the Earth.
type ellipsoid struct {
	radius     float64 // at the equator, metres
	flattening float64
}

// The two differ by a tenth of a millimetre at the poles.
var (
	grs80 = ellipsoid{6378137, 1 / 298.257222101}
	wgs84 = ellipsoid{6378137, 1 / 298.257223563}
)

// transverse is a transverse Mercator projection, which Swedes call Gauss–Krüger's.
type transverse struct {
	ellipsoid
	meridian    float64 // of the middle, degrees
	scale       float64 // along it
	east, north float64 // of the point where it meets the equator
}

// kruger is a projection made ready for many points: the series of L. Krüger (1912), Konforme Abbildung des Erdellipsoids in der Ebene, as in Lantmäteriet,
// Gauss Conformal Projection (Transverse Mercator), Krüger's Formulas, but to the sixth power of the third flattening: C. F. F. Karney (2011), Transverse Mercator
// with an accuracy of a few nanometers, Journal of Geodesy 85, 475–485, equations 7–11 and 14, 19–21, 35 and 36. Lantmäteriet stops at the fourth power,
// which is right to less than a millimetre in Sweden.
type kruger struct {
	transverse
	eccentricity float64
	radius       float64 // of the sphere with meridians of the same length, times the scale
	alpha, beta  [6]float64
}

func (p transverse) kruger() kruger {
	f := p.flattening
	n := f / (2 - f)
	n2 := n * n
	n3, n4, n5, n6 := n2*n, n2*n2, n2*n2*n, n2*n2*n2
	return kruger{
		transverse:   p,
		eccentricity: math.Sqrt(f * (2 - f)),
		radius:       p.scale * p.ellipsoid.radius / (1 + n) * (1 + n2/4 + n4/64 + n6/256),
		alpha: [6]float64{
			n/2 - n2*2/3 + n3*5/16 + n4*41/180 - n5*127/288 + n6*7891/37800,
			n2*13/48 - n3*3/5 + n4*557/1440 + n5*281/630 - n6*1983433/1935360,
			n3*61/240 - n4*103/140 + n5*15061/26880 + n6*167603/181440,
			n4*49561/161280 - n5*179/168 + n6*6601661/7257600,
			n5*34729/80640 - n6*3418889/1995840,
			n6 * 212378941 / 319334400,
		},
		beta: [6]float64{
			n/2 - n2*2/3 + n3*37/96 - n4/360 - n5*81/512 + n6*96199/604800,
			n2/48 + n3/15 - n4*437/1440 + n5*46/105 - n6*1118711/3870720,
			n3*17/480 - n4*37/840 - n5*209/4480 + n6*5569/90720,
			n4*4397/161280 - n5*11/504 - n6*830251/7257600,
			n5*4583/161280 - n6*108847/3991680,
			n6 * 20648693 / 638668800,
		},
	}
}

// sines returns Σ aⱼ sin 2jζ by Clenshaw's recurrence.
func sines(a *[6]float64, zeta complex128) complex128 {
	double := 2 * zeta
	twice := 2 * cmplx.Cos(double)
	var b1, b2 complex128
	for j := len(a) - 1; j >= 0; j-- {
		b1, b2 = complex(a[j], 0)+twice*b1-b2, b1
	}
	return b1 * cmplx.Sin(double)
}

const radian = math.Pi / 180

// forward takes longitude and latitude in degrees to the plane.
func (k *kruger) forward(p orb.Point) orb.Point {
	sin, cos := math.Sincos((p[0] - k.meridian) * radian)
	tau := math.Tan(p[1] * radian)
	conformal := k.conformal(tau)
	zeta := complex(math.Atan2(conformal, cos), math.Asinh(sin/math.Hypot(conformal, cos)))
	zeta += sines(&k.alpha, zeta)
	return orb.Point{k.east + k.radius*imag(zeta), k.north + k.radius*real(zeta)}
}

// inverse takes a point of the plane to longitude and latitude in degrees.
func (k *kruger) inverse(p orb.Point) orb.Point {
	zeta := complex((p[1]-k.north)/k.radius, (p[0]-k.east)/k.radius)
	zeta -= sines(&k.beta, zeta)
	sin, cos := math.Sincos(real(zeta))
	sinh := math.Sinh(imag(zeta))
	conformal := sin / math.Hypot(sinh, cos)
	return orb.Point{k.meridian + math.Atan2(sinh, cos)/radian, math.Atan(k.geographic(conformal)) / radian}
}

// conformal returns the tangent of the conformal latitude from that of the latitude.
func (k *kruger) conformal(tau float64) float64 {
	secant := math.Hypot(1, tau)
	sigma := math.Sinh(k.eccentricity * math.Atanh(k.eccentricity*tau/secant))
	return tau*math.Hypot(1, sigma) - sigma*secant
}

// geographic is the inverse of conformal, by Newton's method, which has all digits after two steps.
func (k *kruger) geographic(conformal float64) float64 {
	e2 := k.eccentricity * k.eccentricity
	tau := conformal / (1 - e2)
	for range 5 {
		c := k.conformal(tau)
		step := (conformal - c) / math.Hypot(1, c) * (1 + (1-e2)*tau*tau) / ((1 - e2) * math.Hypot(1, tau))
		tau += step
		if math.Abs(step) <= 1e-15*math.Max(1, math.Abs(tau)) {
			break
		}
	}
	return tau
}
