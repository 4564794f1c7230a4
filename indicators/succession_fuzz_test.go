package indicators

import (
	"maps"
	"testing"
)

// FuzzSuccession makes a log of changes between ten areas out of bytes and checks that every area has a fate, that ground found before is found
// back after, and that an area that is the same ground as its namesake is not named by the log.
func FuzzSuccession(f *testing.F) {
	f.Add([]byte{0x01, 0, 0x12, 1}, uint16(3))
	f.Add([]byte{0x00, 2, 0x34, 1, 0x56, 0x81, 0x57, 0x81}, uint16(1<<5|1<<6))
	f.Add([]byte{0x77, 4}, uint16(0x3ff))
	f.Fuzz(func(t *testing.T, rows []byte, parts uint16) {
		code := func(i byte) string { return "9900C00" + string(rune('0'+i%10)) + "0" }
		s := Succession{Level: DeSO, From: "2018", To: "2025"}
		for i := 0; i+1 < len(rows) && i < 60; i += 2 {
			c := Change{code(rows[i] >> 4), code(rows[i] & 15), ChangeKind(rows[i+1]%5 + 1), rows[i+1] > 127}
			if (c.From == c.To) == (c.Kind == Shrinks || c.Kind == Grows) { // as whoever reads a log makes sure of
				s.Changes = append(s.Changes, c)
			}
		}
		before, after := s.Fates()
		for _, c := range s.Changes {
			if _, ok := before[c.From]; !ok {
				t.Fatalf("%s has no fate", c.From)
			}
			if _, ok := after[c.To]; !ok {
				t.Fatalf("%s has no fate", c.To)
			}
		}
		areas := []Area{{Code: "9900", Version: "2025", Level: City}, {Code: "d", Version: "2025", Level: District}}
		var members []Membership
		ended, formed := make(map[string]bool), make(map[string]bool)
		for _, c := range s.Changes {
			ended[c.From] = ended[c.From] || c.Kind == Ends || c.Kind == Recoded
			formed[c.To] = formed[c.To] || c.Formed || c.Kind == Recoded
		}
		for i := range byte(10) {
			if !formed[code(i)] || ended[code(i)] {
				areas = append(areas, Area{Code: code(i), Version: "2018", Level: DeSO})
			}
			if ended[code(i)] && !formed[code(i)] {
				continue
			}
			areas = append(areas, Area{Code: code(i), Version: "2025", Level: DeSO, Parent: "9900"})
			if parts>>i&1 == 1 {
				members = append(members, Membership{Area: AreaID{code(i), "2025"}, In: AreaID{"d", "2025"}, Weight: 1, Basis: "official"})
			}
		}
		reg, err := NewRegister(areas, members, s)
		if err != nil {
			t.Fatal(err)
		}
		now := Year(2025)
		old, own := reg.Finest(AreaID{"d", "2025"}, "2018", now), reg.Finest(AreaID{"d", "2025"}, "2025", now)
		if len(old) > 0 && (!reg.SameGround(own, old) || !reg.SameGround(old, own)) {
			t.Errorf("%v and %v are not the same ground both ways", old, own)
		}
		if len(old) > 0 {
			back, ok := reg.follow(reg.between[0], shares(old), true)
			if !ok || !maps.Equal(codesOf(back), codesOf(shares(own))) {
				t.Errorf("%v comes back as %v", own, back)
			}
		}
		for i := range byte(10) {
			id := AreaID{code(i), "2025"}
			if _, named := after[id.Code]; named && len(reg.Twins(id)) > 0 && (before[id.Code] != Exchanged || after[id.Code] != Exchanged) {
				t.Errorf("%s, which is %v and then %v, is the same ground", id.Code, before[id.Code], after[id.Code])
			}
		}
	})
}

func codesOf(ms map[AreaID]Membership) map[AreaID]bool {
	out := make(map[AreaID]bool)
	for id := range ms {
		out[id] = true
	}
	return out
}
