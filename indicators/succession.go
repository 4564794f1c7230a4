package indicators

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// Succession says how the areas of one version follow from those of the version before, as their publisher's log of changes has it. An
// area that the log does not name is unchanged: code and boundary.
type Succession struct {
	Level    Level
	From, To string // versions
	Changes  []Change
}

// Change is one row of a log of changes.
type Change struct {
	From, To string // codes, equal where the row is about one area that goes on
	Kind     ChangeKind
	Formed   bool // To did not exist before
}

// ChangeKind is what happened between two areas.
type ChangeKind uint8

// The kinds of change.
const (
	Gives   ChangeKind = iota + 1 // From goes on but gives a part to To
	Ends                          // From is no more, and To has its ground or a part of it
	Shrinks                       // From, which is To, has lost ground
	Grows                         // From, which is To, has gained ground
	Recoded                       // From is called To
)

// Fate is what a succession means for one area.
type Fate uint8

// The fates. The zero Fate is Unchanged.
const (
	Unchanged Fate = iota
	Split          // the area, or the parts of it: one that ended is these parts and nothing else
	Merged         // the area, or what it became: several ended in one and nothing else
	Exchanged      // the area goes on with another boundary
	Renamed        // the area has another code; the log does not say whether its boundary stands
	Formed         // the area is new, of ground from areas that go on or from several
	Ended          // the area is no more, and its ground lies in areas that have other ground too
)

var fateNames = [...]string{"unchanged", "split", "merged", "exchanged", "renamed", "formed", "ended"}

// String returns the fate in lower case.
func (f Fate) String() string {
	if int(f) < len(fateNames) {
		return fateNames[f]
	}
	return fmt.Sprintf("fate(%d)", uint8(f))
}

// Fates returns what became of every area that the log names, by its code before and by its code after.
func (s Succession) Fates() (before, after map[string]Fate) {
	before, after = make(map[string]Fate), make(map[string]Fate)
	for _, p := range s.pieces() {
		whole := Exchanged
		switch {
		case p.recoded:
			whole = Renamed
		case !p.open && p.ended == len(p.before) && len(p.before) == 1 && p.formed == len(p.after):
			whole = Split
		case !p.open && p.ended == len(p.before) && len(p.after) == 1 && p.formed == 1:
			whole = Merged
		}
		for code, gone := range p.before {
			before[code] = whole
			if whole == Exchanged && gone {
				before[code] = Ended
			}
		}
		for code, formed := range p.after {
			after[code] = whole
			if whole == Exchanged && formed {
				after[code] = Formed
			}
		}
	}
	return before, after
}

// piece is areas before and after that exchanged ground with one another and with no others: together they are the same ground.
type piece struct {
	before  map[string]bool // code → it ended
	after   map[string]bool // code → it was formed
	ended   int
	formed  int
	recoded bool
	open    bool // the log does not tell with whom an area exchanged ground
}

// pieces puts the rows of a log together. A row that says that an area lost ground tells not to whom; where no other row does, what it
// belongs with is not known.
func (s Succession) pieces() []*piece {
	type node struct {
		code  string
		after bool
	}
	parent := make(map[node]node)
	var root func(n node) node
	root = func(n node) node {
		p, ok := parent[n]
		if !ok {
			parent[n] = n
			return n
		}
		if p == n {
			return n
		}
		p = root(p)
		parent[n] = p
		return p
	}
	ended, formed := make(map[string]bool), make(map[string]bool)
	gave, took := make(map[string]bool), make(map[string]bool)
	for _, c := range s.Changes {
		parent[root(node{c.From, false})] = root(node{c.To, true})
		ended[c.From] = ended[c.From] || c.Kind == Ends || c.Kind == Recoded
		formed[c.To] = formed[c.To] || c.Formed || c.Kind == Recoded
		if c.From != c.To {
			gave[c.From], took[c.To] = true, true
		}
	}
	for _, c := range s.Changes { // an area that goes on is itself
		if !ended[c.From] {
			parent[root(node{c.From, false})] = root(node{c.From, true})
		}
		if !formed[c.To] {
			parent[root(node{c.To, false})] = root(node{c.To, true})
		}
	}
	found := make(map[node]*piece)
	for _, n := range slices.SortedFunc(maps.Keys(parent), func(a, b node) int { return cmp.Compare(a.code, b.code) }) {
		p := found[root(n)]
		if p == nil {
			p = &piece{before: make(map[string]bool), after: make(map[string]bool)}
			found[root(n)] = p
		}
		if n.after {
			if p.after[n.code] = formed[n.code]; formed[n.code] {
				p.formed++
			}
		} else if p.before[n.code] = ended[n.code]; ended[n.code] {
			p.ended++
		}
	}
	for _, c := range s.Changes {
		p := found[root(node{c.From, false})]
		p.recoded = p.recoded || c.Kind == Recoded
		p.open = p.open || c.Kind == Recoded || c.Kind == Shrinks && !gave[c.From] || c.Kind == Grows && !took[c.To]
	}
	return slices.Collect(maps.Values(found))
}
