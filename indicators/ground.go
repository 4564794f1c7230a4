package indicators

import (
	"maps"
	"slices"
	"strings"
)

// between is a succession with its pieces by code, and how many areas each municipality has in each version.
type between struct {
	Succession
	before, after map[string]*piece
	size          map[AreaID]int
}

// municipality is the part of a DeSO or RegSO code that says in which municipality the area lies.
func municipality(code string) string { return code[:min(4, len(code))] }

// succeed adds what successions tell: the parts of areas in other versions, and which areas are the same ground.
func (r *Register) succeed(ss []Succession) {
	for _, s := range ss {
		b := &between{s, make(map[string]*piece), make(map[string]*piece), make(map[AreaID]int)}
		for _, a := range r.areas {
			if a.Level == s.Level {
				b.size[AreaID{municipality(a.Code), a.Version}]++
			}
		}
		for _, p := range s.pieces() {
			for code := range p.before {
				b.before[code] = p
			}
			for code := range p.after {
				b.after[code] = p
			}
		}
		r.between = append(r.between, b)
	}
	if len(ss) == 0 {
		return
	}
	var added []Membership
	spells := r.Spells()
	for _, b := range r.between {
		for _, a := range r.areas {
			if a.Level >= b.Level {
				continue
			}
			for _, spell := range spells {
				if len(spells) == 1 {
					spell = Period{}
				}
				added = append(added, r.inherited(b, a.ID(), spell)...)
			}
		}
	}
	r.inherits = make(map[AreaID][]Membership)
	for _, m := range added {
		r.inherits[m.In] = append(r.inherits[m.In], m)
	}
	r.findTwins()
}

// contradicted returns the areas of the register that a succession says do not exist. A code that ended may come again for a new area.
func (r *Register) contradicted(s Succession) []AreaID {
	ended, formed := make(map[string]bool), make(map[string]bool)
	for _, p := range s.pieces() {
		for code, gone := range p.before {
			ended[code] = ended[code] || gone
		}
		for code, new := range p.after {
			formed[code] = formed[code] || new
		}
	}
	var out []AreaID
	check := func(codes, except map[string]bool, version string) {
		for _, code := range slices.Sorted(maps.Keys(codes)) {
			id := AreaID{code, version}
			if a, ok := r.Find(id); ok && a.Level == s.Level && codes[code] && !except[code] {
				out = append(out, id)
			}
		}
	}
	check(ended, formed, s.To)
	check(formed, ended, s.From)
	return out
}

// inherited returns the parts of an area in the version that it has none of, from those that it has.
func (r *Register) inherited(b *between, in AreaID, spell Period) []Membership {
	at := spell
	if at == (Period{}) {
		at = Period{LastDay, LastDay}
	}
	old, now := make(map[AreaID]Membership), make(map[AreaID]Membership)
	for _, m := range r.WithinAt(in, b.Level, at) {
		switch m.Area.Version {
		case b.From:
			old[m.Area] = m
		case b.To:
			now[m.Area] = m
		}
	}
	own := now
	if len(now) == 0 {
		own = old
	}
	if len(own) == 0 || len(old) > 0 && len(now) > 0 {
		return nil
	}
	parts, ok := r.follow(b, own, len(now) == 0)
	if !ok {
		return nil
	}
	var out []Membership
	for id, m := range parts {
		out = append(out, Membership{Area: id, In: in, Weight: m.Weight, Basis: m.Basis, Valid: spell})
	}
	return out
}

// follow returns the areas of the other version that are the same ground as areas of one. It is not ok where there are none, or where the
// register does not list them.
func (r *Register) follow(b *between, own map[AreaID]Membership, forward bool) (map[AreaID]Membership, bool) {
	pieces, other := b.after, b.From
	if forward {
		pieces, other = b.before, b.To
	}
	held := make(map[AreaID]int)
	for id, m := range own {
		if m.Weight == 1 {
			held[AreaID{municipality(id.Code), id.Version}]++
		}
	}
	out := make(map[AreaID]Membership)
	opened := make(map[string]bool) // municipalities of which all is needed
	add := func(code string, m Membership) bool {
		id := AreaID{code, other}
		a, ok := r.Find(id)
		out[id] = m
		return ok && a.Level == b.Level
	}
	for id, m := range own {
		p, changed := pieces[id.Code]
		if !changed {
			if !add(id.Code, m) {
				return nil, false
			}
			continue
		}
		mine, theirs := p.after, p.before
		if forward {
			mine, theirs = p.before, p.after
		}
		if m := (AreaID{municipality(id.Code), id.Version}); p.open && held[m] < b.size[m] {
			return nil, false // with whom the area exchanged ground is not known, but they are of one municipality
		}
		opened[municipality(id.Code)] = opened[municipality(id.Code)] || p.open
		for code := range mine {
			if own[AreaID{code, id.Version}].Weight != 1 {
				return nil, false
			}
		}
		for code := range theirs {
			if !add(code, m) {
				return nil, false
			}
		}
	}
	found := make(map[string]int)
	for id, m := range out {
		if m.Weight == 1 {
			found[municipality(id.Code)]++
		}
	}
	for code, open := range opened {
		if open && found[code] < b.size[AreaID{code, other}] {
			return nil, false // the log lets areas of the municipality go without saying where to
		}
	}
	return out, true
}

// SameGround tells whether areas of one version, each with the share of it that counts, are known to be the same ground as areas of
// another or of the same.
func (r *Register) SameGround(a, b []Membership) bool {
	x, y := shares(a), shares(b)
	if len(x) == 0 || len(y) == 0 {
		return len(x) == len(y)
	}
	if sameShares(x, y) {
		return true
	}
	for _, s := range r.between {
		for _, forward := range [...]bool{true, false} {
			from := s.To
			if forward {
				from = s.From
			}
			if !slices.ContainsFunc(a, func(m Membership) bool { return m.Area.Version != from }) {
				if parts, ok := r.follow(s, x, forward); ok && sameShares(parts, y) {
					return true
				}
			}
		}
	}
	return false
}

func shares(ms []Membership) map[AreaID]Membership {
	out := make(map[AreaID]Membership, len(ms))
	for _, m := range ms {
		out[m.Area] = m
	}
	return out
}

func sameShares(x, y map[AreaID]Membership) bool {
	return maps.EqualFunc(x, y, func(a, b Membership) bool { return a.Weight-b.Weight < 1e-9 && b.Weight-a.Weight < 1e-9 })
}

// Finest returns the smallest areas of a version that an area consists of in a period: those of the finest level that has any; for
// an area without parts of its own version, itself. Versions of different levels need not have the same name: the RegSO of 2020 consist of the
// DeSO of 2018, and come as those where the register says so.
func (r *Register) Finest(of AreaID, version string, at Period) []Membership {
	for level := DeSO; level >= Nation; level-- {
		var out []Membership
		for _, m := range r.WithinAt(of, level, at) {
			if m.Area.Version == version {
				out = append(out, m)
			}
		}
		if len(out) == 0 {
			continue
		}
		if level < DeSO {
			var finer []Membership
			for _, m := range out {
				parts := r.WithinAt(m.Area, DeSO, at)
				if len(parts) == 0 {
					return out
				}
				for _, part := range parts {
					part.Weight *= m.Weight
					finer = append(finer, part)
				}
			}
			return finer
		}
		return out
	}
	if of.Version == version {
		return []Membership{{Area: of, In: of, Weight: 1, Basis: "parent"}}
	}
	return nil
}

// findTwins finds the areas that are the same ground as the area of their code in another version.
func (r *Register) findTwins() {
	r.twins = make(map[AreaID][]AreaID)
	type name struct {
		level Level
		code  string
	}
	byName := make(map[name][]AreaID)
	now := Period{LastDay, LastDay}
	for _, a := range r.areas {
		n := name{a.Level, a.Code}
		for _, other := range byName[n] {
			if r.SameGround(r.Finest(a.ID(), a.Version, now), r.Finest(other, other.Version, now)) {
				r.twins[a.ID()] = append(r.twins[a.ID()], other)
				r.twins[other] = append(r.twins[other], a.ID())
			}
		}
		byName[n] = append(byName[n], a.ID())
	}
	for _, ids := range r.twins {
		slices.SortFunc(ids, func(a, b AreaID) int { return strings.Compare(b.Version, a.Version) })
	}
}

// Twins returns the areas of the same code in other versions that a succession says are the same ground, newest version first. The slice
// must not be changed.
func (r *Register) Twins(of AreaID) []AreaID { return r.twins[of] }
