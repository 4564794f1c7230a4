package engine

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
)

// NoValue is what stands in the place of the empty text of keys in tables that are made of cells, where an empty text means all together.
const NoValue = "(none)"

// Complete makes a cell of no rows of every combination that no row has, of the values that some keys have somewhere in the answer, with those
// combinations of the other keys that there are. It is for keys of which everyone has a value, such as sex: a combination that is not there then is nobody.
// Keys of areas and periods seldom are: an area that is not there may not have existed. Cells of no rows are told even where the smallest are withheld, as
// their absence tells them anyway.
func (c *Cells) Complete(most int, names ...string) error {
	if most <= 0 {
		most = MostCells
	}
	ks, err := c.named(names)
	if err != nil || len(ks) == 0 {
		return err
	}
	rest := make([]int, 0, len(c.Keys))
	for k := range c.Keys {
		if !slices.Contains(ks, k) {
			rest = append(rest, k)
		}
	}
	combinations := [][]string{nil}
	for _, k := range ks {
		values := slices.Clone(c.Keys[k].Values)
		slices.Sort(values)
		var longer [][]string
		for _, before := range combinations {
			for _, v := range slices.Compact(values) {
				longer = append(longer, append(slices.Clip(before), v))
			}
			if len(longer) > most {
				return tooComplete(names, most)
			}
		}
		combinations = longer
	}
	there := make(map[string]bool, c.Len())
	var others []int // a cell for each combination of the other keys
	met := make(map[string]bool)
	for i := range c.Len() {
		other := c.at(i, rest)
		there[other+c.at(i, ks)] = true
		if !met[other] {
			met[other] = true
			others = append(others, i)
		}
	}
	if len(others)*len(combinations) > most {
		return tooComplete(names, most)
	}
	for _, i := range others {
		other := c.at(i, rest)
		for _, values := range combinations {
			if there[other+joined(values)] {
				continue
			}
			for k := range c.Keys {
				v := c.Keys[k].Values[i]
				if at := slices.Index(ks, k); at >= 0 {
					v = values[at]
				}
				c.Keys[k].Values = append(c.Keys[k].Values, v)
			}
			c.add()
		}
	}
	c.sort()
	return nil
}

func tooComplete(names []string, most int) error {
	return indicators.Problem{What: fmt.Sprintf("there would be more than %d cells if every combination of %s had one", most, strings.Join(names, ", ")),
		Remedy: "complete keys of few values only, such as sex"}
}

// AddTotals adds, for each key named, cells of all its values together: their key is the empty text, and the empty text of persons without a value
// becomes [NoValue], in all keys. A total that has a withheld part is withheld.
func (c *Cells) AddTotals(names ...string) error {
	ks, err := c.named(names)
	if err != nil {
		return err
	}
	for _, key := range c.Keys {
		none := slices.Contains(key.Values, "")
		if none && slices.Contains(key.Values, NoValue) {
			return indicators.Problem{Column: key.Name, What: fmt.Sprintf("some rows have no value and some have the value %q", NoValue), Remedy: "write the value otherwise in the database, or keep one of them with where"}
		}
		for i, v := range key.Values {
			if v == "" {
				key.Values[i] = NoValue
			}
		}
	}
	for _, k := range ks {
		rest := make([]int, 0, len(c.Keys))
		for other := range c.Keys {
			if other != k {
				rest = append(rest, other)
			}
		}
		total := make(map[string]int)
		for i, n := 0, c.Len(); i < n; i++ {
			id := c.at(i, rest)
			at, ok := total[id]
			if !ok {
				at = c.Len()
				total[id] = at
				for other := range c.Keys {
					v := ""
					if other != k {
						v = c.Keys[other].Values[i]
					}
					c.Keys[other].Values = append(c.Keys[other].Values, v)
				}
				c.add()
			}
			if c.Withheld[at] = c.Withheld[at] || c.Withheld[i]; c.Withheld[at] {
				c.Counts[at] = 0
				for s := range c.Sums {
					c.Sums[s].Units[at], c.Sums[s].Valid[at] = nil, 0
				}
				continue
			}
			c.Counts[at] += c.Counts[i]
			for s := range c.Sums {
				c.Sums[s].Units[at].Add(c.Sums[s].Units[at], c.Sums[s].Units[i])
				c.Sums[s].Valid[at] += c.Sums[s].Valid[i]
			}
		}
	}
	c.sort()
	return nil
}

// named returns the places of keys.
func (c *Cells) named(names []string) ([]int, error) {
	var ks []int
	for _, name := range names {
		k := slices.IndexFunc(c.Keys, func(key Column) bool { return key.Name == name })
		if k < 0 {
			return nil, indicators.Problem{Column: name, What: "there is no such key", Remedy: "name one of the keys that is counted by"}
		}
		if !slices.Contains(ks, k) {
			ks = append(ks, k)
		}
	}
	return ks, nil
}

// at returns the texts of some keys of a cell as one.
func (c *Cells) at(i int, ks []int) string {
	texts := make([]string, len(ks))
	for at, k := range ks {
		texts[at] = c.Keys[k].Values[i]
	}
	return joined(texts)
}

// joined returns texts as one, from which they could be cut again.
func joined(texts []string) string {
	var b strings.Builder
	for _, t := range texts {
		fmt.Fprintf(&b, "%d:%s", len(t), t)
	}
	return b.String()
}

// add makes a cell of no rows, whose keys are there already.
func (c *Cells) add() {
	c.Counts, c.Withheld = append(c.Counts, 0), append(c.Withheld, false)
	for s := range c.Sums {
		c.Sums[s].Units, c.Sums[s].Valid = append(c.Sums[s].Units, new(big.Int)), append(c.Sums[s].Valid, 0)
	}
}

// sort puts the cells into the order of their keys.
func (c *Cells) sort() {
	order := make([]int, c.Len())
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		for _, key := range c.Keys {
			if d := strings.Compare(key.Values[a], key.Values[b]); d != 0 {
				return d
			}
		}
		return 0
	})
	for k := range c.Keys {
		c.Keys[k].Values = arranged(c.Keys[k].Values, order)
	}
	c.Counts, c.Withheld = arranged(c.Counts, order), arranged(c.Withheld, order)
	for s := range c.Sums {
		c.Sums[s].Units, c.Sums[s].Valid = arranged(c.Sums[s].Units, order), arranged(c.Sums[s].Valid, order)
	}
}

func arranged[T any](values []T, order []int) []T {
	out := make([]T, len(order))
	for i, at := range order {
		out[i] = values[at]
	}
	return out
}
