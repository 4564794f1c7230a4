package jsonstat

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/cube"
)

// units reads the unit of each category: its base as PxWeb writes it, or its label or symbol. A multiplier is a power of ten.
func (d document) units(dim *cube.Dimension, unit node, position map[string]int, unknown func(node, string, string)) error {
	members, err := d.Object(unit, "dimension."+dim.ID+".category.unit")
	if err != nil {
		return err
	}
	var ps indicators.Problems
	for _, m := range members.Members {
		i, ok := position[m.Key]
		if !ok {
			unknown(m.Value, "unit", m.Key)
			continue
		}
		parts, err := d.Object(m.Value, "the unit of "+strconv.Quote(m.Key))
		ps.Add(err)
		for _, key := range []string{"base", "label", "symbol"} {
			if s := parts.Get(key).Text(); s != "" {
				if dim.Units == nil {
					dim.Units = make([]string, len(dim.Codes))
				}
				if n := string(parts.Get("multiplier").Raw()); n != "" && n != "null" && n != "0" {
					s += " × 10^" + n // thousands must not pass for ones
				}
				dim.Units[i] = s
				break
			}
		}
		if n := parts.Get("decimals"); n.Kind() == "a number" {
			dim.Metadata = append(dim.Metadata, cube.Entry{Key: ingest.MetadataDecimals + ":" + m.Key, Value: string(n.Raw())})
		}
	}
	return ps.Err()
}

// parents keeps a hierarchy: its parts are categories, and nothing is part of itself.
func (d document) parents(dim *cube.Dimension, child node, position map[string]int, unknown func(node, string, string)) error {
	name := "dimension." + dim.ID
	members, err := d.Object(child, name+".category.child")
	if err != nil {
		return err
	}
	parts, parents := make([][]int, len(position)), make([][]string, len(position))
	var ps indicators.Problems
	for _, m := range members.Members {
		parent, ok := position[m.Key]
		if !ok {
			unknown(m.Value, "child", m.Key)
			continue
		}
		if !m.Value.IsArray() {
			ps.Add(d.At(m.Value, fmt.Sprintf("the children of %q in %s are %s where an array is expected", m.Key, name, m.Value.Kind()), ""))
			continue
		}
		m.Value.Elements(func(_ int, v node) bool {
			if i, ok := position[v.Text()]; ok {
				parts[parent], parents[i] = append(parts[parent], i), append(parents[i], m.Key)
			} else {
				unknown(v, "child", v.Text())
			}
			return true
		})
	}
	if ps.Len() == 0 && circular(parts) {
		ps.Add(d.At(child, fmt.Sprintf("%s.category.child goes in a circle", name), "fetch it again"))
	}
	for i, of := range parents {
		if len(of) > 0 {
			dim.Metadata = append(dim.Metadata, cube.Entry{Key: ingest.MetadataParent + ":" + dim.Codes[i], Value: strings.Join(of, "\n")})
		}
	}
	return ps.Err()
}

// coordinates keeps where areas are: longitude and latitude in degrees.
func (d document) coordinates(dim *cube.Dimension, n node, position map[string]int, unknown func(node, string, string)) error {
	name := "dimension." + dim.ID
	members, err := d.Object(n, name+".category.coordinates")
	if err != nil {
		return err
	}
	var ps indicators.Problems
	for _, m := range members.Members {
		if _, ok := position[m.Key]; !ok {
			unknown(m.Value, "coordinates", m.Key)
			continue
		}
		var at []string
		if m.Value.IsArray() {
			m.Value.Elements(func(_ int, v node) bool {
				if _, ok := v.Number(); ok {
					at = append(at, string(v.Raw()))
				}
				return len(at) < 3
			})
		}
		if len(at) != 2 {
			ps.Add(d.At(m.Value, fmt.Sprintf("the coordinates of %q in %s are %s where longitude and latitude are expected", m.Key, name, m.Value.Shown()), ""))
			continue
		}
		dim.Metadata = append(dim.Metadata, cube.Entry{Key: ingest.MetadataCoordinates + ":" + m.Key, Value: strings.Join(at, " ")})
	}
	return ps.Err()
}

// circular tells whether following parts leads back. It takes away what has no parents until nothing or a circle is left.
func circular(parts [][]int) bool {
	parents := make([]int, len(parts))
	for _, p := range parts {
		for _, i := range p {
			parents[i]++
		}
	}
	var free []int
	for i, n := range parents {
		if n == 0 {
			free = append(free, i)
		}
	}
	taken := 0
	for len(free) > 0 {
		i := free[len(free)-1]
		free = free[:len(free)-1]
		taken++
		for _, k := range parts[i] {
			if parents[k]--; parents[k] == 0 {
				free = append(free, k)
			}
		}
	}
	return taken < len(parts)
}
