package main

import (
	"fmt"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/space"
)

// readColumns reads the named columns of a file that goes with the data, of those that may be missing the ones that are there.
func (f computeFlags) readColumns(path string, texts, numbers, optional []string) (*frame, error) {
	r, err := open(path, fileFlags{skip: -1}, true)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	numbers = slices.Clone(numbers)
	for _, col := range optional {
		if slices.Contains(fieldNames(r.Schema()), col) {
			numbers = append(numbers, col)
		}
	}
	return readFrame(r, path, texts, numbers, rune(f.decimal[0]))
}

// readDistances reads a file with the columns from, to and distance.
func (f computeFlags) readDistances(w *whereabouts) (space.Distances, error) {
	path := f.place.distances
	fr, err := f.readColumns(path, []string{"from", "to"}, []string{"distance"}, nil)
	if err != nil {
		return nil, err
	}
	var ps indicators.Problems
	var pairs []space.Link
	first := map[[2]int]int{} // the row of each pair
	for i := range fr.lines {
		from, to := w.unitAt(fr, "from", i, f, &ps), w.unitAt(fr, "to", i, f, &ps)
		d := fr.num["distance"][i]
		if !(d >= 0) {
			ps.Add(indicators.Problem{File: path, Line: int(fr.lines[i]), Column: "distance", What: "the distance is missing or negative",
				Remedy: "leave out the row of units that cannot reach each other"})
		}
		ends := [2]int{from, to}
		if !f.place.oneWay {
			ends = [2]int{min(from, to), max(from, to)}
		}
		if k, ok := first[ends]; !ok {
			first[ends] = i
		} else if before := fr.num["distance"][k]; before != d {
			ps.Add(indicators.Problem{File: path, Line: int(fr.lines[i]), Column: "distance",
				What:   fmt.Sprintf("it is %v from %q to %q here and %v on line %d", d, fr.text["from"].at(i), fr.text["to"].at(i), before, fr.lines[k]),
				Remedy: "correct one of them, or say --one-way if the way back is another"})
		}
		pairs = append(pairs, space.Link{From: from, To: to, Value: d})
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	table, err := space.NewTable(len(w.names), f.place.distanceUnit, f.place.oneWay, pairs)
	if err != nil {
		return nil, indicators.Problem{File: path, What: err.Error(), Remedy: "units are numbered from 0 in the order of their names"}
	}
	return table, nil
}

// unitAt returns the number of the unit that a cell names.
func (w *whereabouts) unitAt(fr *frame, col string, row int, f computeFlags, ps *indicators.Problems) int {
	name := fr.text[col].at(row)
	i := w.find(name)
	if i < 0 {
		ps.Add(indicators.Problem{File: fr.name, Line: int(fr.lines[row]), Column: col, What: fmt.Sprintf("%s has no unit %q%s", f.data, name, meant(name, w.names))})
	}
	return i
}

// readNetwork reads a file of edges with the columns from, to and length in metres, and speed in km/h where time counts. Units lie at the
// nodes of their name, or at those that the file of --access names.
func (f computeFlags) readNetwork(w *whereabouts) (space.Distances, error) {
	path := f.place.network
	fr, err := f.readColumns(path, []string{"from", "to"}, []string{"length"}, []string{"speed"})
	if err != nil {
		return nil, err
	}
	nodes := map[string]int{}
	number := func(name string) int {
		k, ok := nodes[name]
		if !ok {
			k = len(nodes)
			nodes[name] = k
		}
		return k
	}
	var ps indicators.Problems
	minutes := f.place.distanceUnit == "min"
	if minutes && fr.num["speed"] == nil {
		ps.Add(indicators.Problem{File: path, Column: "speed", What: "the file has no such column", Remedy: "give the speed of each edge in km/h, or leave out --distance-unit min"})
	}
	edges := make([]space.Edge, len(fr.lines))
	for i, line := range fr.lines {
		e := space.Edge{From: number(fr.text["from"].at(i)), To: number(fr.text["to"].at(i)), Length: fr.num["length"][i], OneWay: f.place.oneWay}
		if !(e.Length >= 0) {
			ps.Add(indicators.Problem{File: path, Line: int(line), Column: "length", What: "the length is missing or negative", Remedy: "give metres"})
		}
		if minutes && fr.num["speed"] != nil {
			if e.Speed = fr.num["speed"][i]; !(e.Speed > 0) {
				ps.Add(indicators.Problem{File: path, Line: int(line), Column: "speed", What: "the speed is missing or not above 0", Remedy: "give km/h, or leave out the edge"})
			}
		}
		edges[i] = e
	}
	access, err := f.readAccess(w, path, nodes)
	ps.Add(err)
	if err := ps.Err(); err != nil {
		return nil, err
	}
	unit := f.place.distanceUnit
	if unit == "km" {
		unit = "m" // of which lengths are
	}
	network, err := space.NewNetwork(len(nodes), edges, access, unit)
	if err != nil {
		return nil, indicators.Problem{File: path, What: err.Error()}
	}
	return network, nil
}

// readAccess says at which node each unit lies. Without a file that says it, a unit lies at the node of its name.
func (f computeFlags) readAccess(w *whereabouts, network string, nodes map[string]int) ([]space.Access, error) {
	access := make([]space.Access, len(w.names))
	var ps indicators.Problems
	if f.place.access == "" {
		for i, name := range w.names {
			node, ok := nodes[name]
			if !ok {
				ps.Add(indicators.Problem{File: network, What: fmt.Sprintf("no edge leads to unit %q", name), Remedy: "add one, or say with --access at which node it lies"})
			}
			access[i].Node = node
		}
		return access, ps.Err()
	}
	fr, err := f.readColumns(f.place.access, []string{"unit", "node"}, nil, []string{"distance"})
	if err != nil {
		return nil, err
	}
	for i := range access {
		access[i].Node = -1
	}
	for i, line := range fr.lines {
		unit := w.unitAt(fr, "unit", i, f, &ps)
		if unit < 0 {
			continue
		}
		problem := indicators.Problem{File: f.place.access, Line: int(line)}
		node, ok := nodes[fr.text["node"].at(i)]
		switch {
		case !ok:
			problem.Column, problem.What, problem.Remedy = "node", fmt.Sprintf("%s has no node %q", network, fr.text["node"].at(i)), "name a node of an edge"
			ps.Add(problem)
		case access[unit].Node >= 0:
			problem.Column, problem.What, problem.Remedy = "unit", fmt.Sprintf("unit %q comes twice", w.names[unit]), "keep its nearest node"
			ps.Add(problem)
		}
		access[unit].Node = node
		if d := fr.num["distance"]; d != nil {
			if access[unit].Distance = d[i]; !(d[i] >= 0) {
				problem.Column, problem.What, problem.Remedy = "distance", "the distance is missing or negative", "give it in the unit of the network"
				ps.Add(problem)
			}
		}
	}
	for i, a := range access {
		if a.Node < 0 {
			ps.Add(indicators.Problem{File: f.place.access, What: fmt.Sprintf("unit %q has no node", w.names[i]), Remedy: "add a row for it"})
		}
	}
	return access, ps.Err()
}
