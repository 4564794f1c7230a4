package charts

import (
	"image/color"
	"math"
	"slices"
	"testing"
)

// Contrast is that of WCAG 2.1; colour vision deficiency is simulated after Brettel, Viénot and Mollon (1997) at full severity, in the
// linear sRGB form of DaltonLens (libDaltonLens, coefficients public domain); differences are CIEDE2000 under D65.

type vision struct {
	normal     [3]float64
	over, rest [9]float64
}

var visions = map[string]vision{
	"protan": {
		normal: [3]float64{0.00048, 0.00393, -0.00441},
		over:   [9]float64{0.14980, 1.19548, -0.34528, 0.10764, 0.84864, 0.04372, 0.00384, -0.00540, 1.00156},
		rest:   [9]float64{0.14570, 1.16172, -0.30742, 0.10816, 0.85291, 0.03892, 0.00386, -0.00524, 1.00139},
	},
	"deutan": {
		normal: [3]float64{-0.00281, -0.00611, 0.00892},
		over:   [9]float64{0.36477, 0.86381, -0.22858, 0.26294, 0.64245, 0.09462, -0.02006, 0.02728, 0.99278},
		rest:   [9]float64{0.37298, 0.88166, -0.25464, 0.25954, 0.63506, 0.10540, -0.01980, 0.02784, 0.99196},
	},
	"tritan": {
		normal: [3]float64{0.03901, -0.02788, -0.01113},
		over:   [9]float64{1.01277, 0.13548, -0.14826, -0.01243, 0.86812, 0.14431, 0.07589, 0.80500, 0.11911},
		rest:   [9]float64{0.93678, 0.18979, -0.12657, 0.06154, 0.81526, 0.12320, -0.37562, 1.12767, 0.24796},
	},
}

// seen returns the linear light that a colour looks like.
func seen(c color.NRGBA, as string) [3]float64 {
	rgb := [3]float64{linear(c.R), linear(c.G), linear(c.B)}
	switch as {
	case "normal":
		return rgb
	case "grey":
		y := luminance(c)
		return [3]float64{y, y, y}
	}
	v := visions[as]
	m := v.rest
	if v.normal[0]*rgb[0]+v.normal[1]*rgb[1]+v.normal[2]*rgb[2] >= 0 {
		m = v.over
	}
	var out [3]float64
	for i := range out {
		out[i] = min(max(m[3*i]*rgb[0]+m[3*i+1]*rgb[1]+m[3*i+2]*rgb[2], 0), 1)
	}
	return out
}

type lab struct{ l, a, b float64 }

func toLab(rgb [3]float64) lab {
	r, g, b := rgb[0], rgb[1], rgb[2]
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	x := f((0.4124564*r + 0.3575761*g + 0.1804375*b) / 0.95047)
	y := f(0.2126729*r + 0.7151522*g + 0.0721750*b)
	z := f((0.0193339*r + 0.1191920*g + 0.9503041*b) / 1.08883)
	return lab{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// deltaE is CIEDE2000 as in Sharma, Wu and Dalal (2005), Color Research and Application 30(1), 21–30.
func deltaE(p, q lab) float64 {
	const rad = math.Pi / 180
	c := (math.Hypot(p.a, p.b) + math.Hypot(q.a, q.b)) / 2
	c7 := math.Pow(c, 7)
	g := 0.5 * (1 - math.Sqrt(c7/(c7+math.Pow(25, 7))))
	a1, a2 := (1+g)*p.a, (1+g)*q.a
	c1, c2 := math.Hypot(a1, p.b), math.Hypot(a2, q.b)
	hue := func(a, b float64) float64 {
		if a == 0 && b == 0 {
			return 0
		}
		return math.Mod(math.Atan2(b, a)/rad+360, 360)
	}
	h1, h2 := hue(a1, p.b), hue(a2, q.b)
	dl, dc := q.l-p.l, c2-c1
	dh := 0.0
	if c1*c2 != 0 {
		dh = h2 - h1
		if dh > 180 {
			dh -= 360
		} else if dh < -180 {
			dh += 360
		}
	}
	dH := 2 * math.Sqrt(c1*c2) * math.Sin(dh/2*rad)
	lm, cm := (p.l+q.l)/2, (c1+c2)/2
	hm := h1 + h2
	if c1*c2 != 0 {
		switch {
		case math.Abs(h1-h2) <= 180:
			hm = (h1 + h2) / 2
		case h1+h2 < 360:
			hm = (h1 + h2 + 360) / 2
		default:
			hm = (h1 + h2 - 360) / 2
		}
	}
	t := 1 - 0.17*math.Cos((hm-30)*rad) + 0.24*math.Cos(2*hm*rad) + 0.32*math.Cos((3*hm+6)*rad) - 0.20*math.Cos((4*hm-63)*rad)
	cm7 := math.Pow(cm, 7)
	rc := 2 * math.Sqrt(cm7/(cm7+math.Pow(25, 7)))
	sl := 1 + 0.015*(lm-50)*(lm-50)/math.Sqrt(20+(lm-50)*(lm-50))
	sc, sh := 1+0.045*cm, 1+0.015*cm*t
	rt := -math.Sin(60*math.Exp(-math.Pow((hm-275)/25, 2))*rad) * rc
	return math.Sqrt(math.Pow(dl/sl, 2) + math.Pow(dc/sc, 2) + math.Pow(dH/sh, 2) + rt*dc/sc*dH/sh)
}

func TestColourDifferenceIsThatOfThePaper(t *testing.T) {
	// Pairs 1, 7, 16, 17, 20 and 25 of table 1 in Sharma, Wu and Dalal (2005).
	for _, test := range []struct {
		p, q lab
		want float64
	}{
		{lab{50, 2.6772, -79.7751}, lab{50, 0, -82.7485}, 2.0425},
		{lab{50, 0, 0}, lab{50, -1, 2}, 2.3669},
		{lab{50, 2.5, 0}, lab{50, 0, -2.5}, 4.3065},
		{lab{50, 2.5, 0}, lab{73, 25, -18}, 27.1492},
		{lab{50, 2.5, 0}, lab{58, 24, 15}, 19.4535},
		{lab{60.2574, -34.0099, 36.2677}, lab{60.4626, -34.1751, 39.4387}, 1.2644},
	} {
		if got := deltaE(test.p, test.q); math.Abs(got-test.want) > 5e-5 {
			t.Errorf("deltaE(%v, %v) = %.4f, want %.4f", test.p, test.q, got, test.want)
		}
	}
}

func TestContrast(t *testing.T) {
	for _, test := range []struct {
		name     string
		c, on    color.NRGBA
		want     float64 // as the specification of the palette states it
		floor    float64 // 4.5 for text, 3 for marks, 0 for decoration
		decimals float64
	}{
		{"ink", ink, white, 15.8, 4.5, 0.05},
		{"muted", muted, white, 6.66, 4.5, 0.005},
		{"axis", axis, white, 4.83, 4.5, 0.005},
		{"mid", mid, white, 3.22, 3, 0.005},
		{"grid", grid, white, 1.25, 0, 0.005},
		{"panel", panel, white, 1.08, 0, 0.005},
		{"faint", faint, white, 1.87, 0, 0.005},
		{"ink on panel", ink, panel, 14.6, 4.5, 0.05},
		{"muted on panel", muted, panel, 6.1, 4.5, 0.1},
		{"better", better, white, 10.25, 3, 0.005},
		{"worse", worse, white, 5.49, 3, 0.005},
		{"category 2", categories[1].color, white, 3.19, 3, 0.005},
		{"category 3", categories[2].color, white, 5.31, 3, 0.005},
		{"category 4", categories[3].color, white, 4.13, 3, 0.005},
		{"category 5", categories[4].color, white, 7.31, 3, 0.005},
	} {
		got := contrast(test.c, test.on)
		if math.Abs(got-test.want) > test.decimals {
			t.Errorf("%s has contrast %.3f, want %.2f", test.name, got, test.want)
		}
		if got < test.floor {
			t.Errorf("%s has contrast %.2f, below the floor of %v", test.name, got, test.floor)
		}
	}
	for i, s := range categories {
		if got := contrast(s.text, s.color); s.text != (color.NRGBA{}) && got < 4.5 {
			t.Errorf("text on category %d has contrast %.2f", i+1, got)
		}
		if s.text == (color.NRGBA{}) && max(contrast(white, s.color), contrast(ink, s.color)) >= 4.5 {
			t.Errorf("category %d needs no plate under its text", i+1)
		}
	}
	// What is printed on tints: values are text, glyphs are marks.
	for _, tint := range []color.NRGBA{betterTint, worseTint, grid} {
		if got := contrast(ink, tint); got < 4.5 {
			t.Errorf("ink on %v has contrast %.2f", tint, got)
		}
	}
	for _, k := range slices.Concat(fourBlues, fiveBlues, diverging) {
		if got := contrast(onColor(k), k); got < 4.5 {
			t.Errorf("text on class %v has contrast %.2f", k, got)
		}
	}
	if got := contrast(better, betterTint); got < 3 {
		t.Errorf("the glyph of better has contrast %.2f on its tint", got)
	}
	if got := contrast(worse, worseTint); got < 3 {
		t.Errorf("the glyph of worse has contrast %.2f on its tint", got)
	}
}

func least(cs []color.NRGBA, as string) float64 {
	d := math.Inf(1)
	for i := range cs {
		for j := range i {
			d = min(d, deltaE(toLab(seen(cs[i], as)), toLab(seen(cs[j], as))))
		}
	}
	return d
}

func TestColoursAreToldApart(t *testing.T) {
	var cats []color.NRGBA
	for _, s := range categories {
		cats = append(cats, s.color)
	}
	for _, set := range []struct {
		name   string
		colors []color.NRGBA
		floor  float64
		want   map[string]float64 // as the specification of the palette states it; nil where it says nothing
	}{
		{"judgement", []color.NRGBA{better, mid, worse}, 28,
			map[string]float64{"normal": 32.5, "protan": 32.3, "deutan": 32.7, "tritan": 30.9, "grey": 14.1}},
		{"categories", cats, 14,
			map[string]float64{"normal": 24.3, "protan": 18.3, "deutan": 18.9, "tritan": 14.7, "grey": 6.9}},
		{"tints", []color.NRGBA{betterTint, worseTint, white}, 10, nil},
		{"four classes", fourBlues, 10, map[string]float64{"grey": 11.2}},
		{"five classes", fiveBlues, 10, map[string]float64{"grey": 8.3}},
		{"diverging", diverging, 20, map[string]float64{"grey": 0.1}},
	} {
		for _, as := range []string{"normal", "protan", "deutan", "tritan", "grey"} {
			got := least(set.colors, as)
			if want, ok := set.want[as]; ok && math.Abs(got-want) > 0.15 {
				t.Errorf("%s, %s: least difference %.2f, want %.1f", set.name, as, got, want)
			}
			if as != "grey" && got < set.floor { // in grey the glyphs tell
				t.Errorf("%s, %s: least difference %.2f is below the floor of %v", set.name, as, got, set.floor)
			}
		}
	}
}
