package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/registry"
	"github.com/jamlik/jamlik/ingest"
)

func (p *program) computeCommand() *cobra.Command {
	var f computeFlags
	cmd := &cobra.Command{
		Use:               "compute ID[,ID…|family]",
		Short:             "Compute indices of any data file",
		Long:              computeLong,
		Example:           computeExample,
		Args:              positional(1, 1, "one list of IDs or a family"),
		ValidArgsFunction: completeIndices,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.checkInference(cmd.Flags().Changed); err != nil {
				return err
			}
			return p.compute(args[0], f)
		},
	}
	f.register(cmd)
	return cmd
}

func (p *program) compute(ids string, f computeFlags) error {
	ixs, family, err := chooseIndices(ids)
	if err != nil {
		return err
	}
	f.family = family
	out, err := p.computeAll(ixs, f)
	if err != nil {
		return err
	}
	if len(out) == 0 {
		return usagef("no index of %q fits the columns given (see jamlik index list for what each needs)", ids)
	}
	return p.writeComputed(out, f)
}

// computeAll reads the file and gives the results of the indices for each slice of it.
func (p *program) computeAll(ixs []index.Index, f computeFlags) ([]*computed, error) {
	if err := f.checkPersons(); err != nil {
		return nil, err
	}
	if f.persons && f.groupCol != "" {
		f.long, f.countCol = true, personCount
	}
	if err := f.check(); err != nil {
		return nil, err
	}
	if err := f.unread(ixs); err != nil {
		return nil, err
	}
	var err error
	if f.pairwise {
		if ixs, err = pairwise(ixs, f.family); err != nil {
			return nil, err
		}
	}
	if f.compared, err = parseComparison(f.compare); err != nil {
		return nil, err
	}
	f.micro = f.persons && f.value != "" || f.value != "" && len(f.groups) == 0 && (f.family || allRanked(ixs)) && slices.ContainsFunc(ixs, ranked)
	f.apart = !slices.ContainsFunc(ixs, func(ix index.Index) bool {
		return ix.Shape() != index.ShapeSubgroups && ix.Shape() != index.ShapeTwice
	})
	params, err := parseParams(f.params, ixs)
	if err != nil {
		return nil, err
	}
	if err := f.checkLevels(ixs, params); err != nil {
		return nil, err
	}
	r, err := f.open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var fr *frame
	if f.persons && f.long {
		fr, err = p.countPersons(r, f)
	} else {
		fr, err = readFrame(r, f.data, f.textColumns(), f.numberColumns(), rune(f.decimal[0]))
	}
	if err != nil {
		return nil, err
	}
	p.warn(r.Warnings()...)
	if f.where, err = p.whereabouts(fr, f); err != nil {
		return nil, err
	}
	slicesOf, err := f.split(fr)
	if err != nil {
		return nil, err
	}
	var out []*computed
	var ps indicators.Problems
	for _, s := range slicesOf {
		results, err := s.atLevels(ixs, params, f, p.progress)
		if errors.As(err, new(usageError)) {
			return nil, err
		}
		ps.Add(err)
		out = append(out, results...)
	}
	return out, ps.Err()
}

// open opens the file with the columns that are read, or with all of them where it lacks one, so that it can be told which there are.
func (f computeFlags) open() (ingest.Reader, error) {
	some := f.file
	some.columns = slices.Concat(f.textColumns(), f.numberColumns())
	if f.persons && f.long {
		some.columns = f.textColumns()
	}
	r, err := open(f.data, some, true)
	if err != nil {
		return nil, err
	}
	for _, col := range some.columns {
		if len(r.Schema().FieldIndices(col)) == 0 {
			if err := r.Close(); err != nil {
				return nil, err
			}
			return open(f.data, f.file, true)
		}
	}
	return r, nil
}

// compute gives the results of the indices for one slice. Of a family it computes what fits the columns.
func (s *slice) compute(ixs []index.Index, params index.Params, f computeFlags, progress func(what string) func(done, total int)) ([]*computed, error) {
	batches := map[index.Shape]*batch{}
	refused := map[index.Shape]error{}
	var order []*batch
	var out []*computed
	for _, ix := range ixs {
		if f.family && (!f.nested(ix) || f.lacks(ix) != nil || s.otherStrata(ix)) {
			continue
		}
		if lacks := f.lacks(ix); lacks != nil {
			return nil, usagef("%s needs %s", ix.ID, strings.Join(lacks, " and "))
		}
		if err := f.checkResampling(ix); err != nil {
			return nil, err
		}
		b, err := batches[ix.Shape()], refused[ix.Shape()]
		if b == nil && err == nil {
			if b, err = s.batch(ix.Shape(), f); err == nil {
				order = append(order, b)
			}
			batches[ix.Shape()], refused[ix.Shape()] = b, err
		}
		if err != nil {
			if f.family && errors.As(err, new(usageError)) {
				continue
			}
			return nil, err
		}
		if ix.Whole && !f.family { // of a family the index is undefined, with a warning
			if err := s.whole(ix, f); err != nil {
				return nil, err
			}
		}
		ps, err := ix.Resolve(known(ix, params))
		if err != nil {
			return nil, usageError{err}
		}
		c := &computed{Index: ix.ID, By: s.by, Level: f.level, Units: b.in.units.len(), Left: len(b.in.left), rate: ix.PerUnit != nil, Params: shown(ix, ps), Warnings: append([]string{}, s.warnings...)}
		switch ix.Shape() {
		case index.ShapeSubgroups, index.ShapeTwice, index.ShapeEvents:
			c.Reference = f.reference
		}
		if f.compare != "" {
			c.Compare, c.UnitsAfter = &f.compared, b.in.later
		}
		b.params = params
		b.stats = append(b.stats, resample.Statistic{Index: ix, Params: ps})
		b.results = append(b.results, c)
		out = append(out, c)
	}
	for _, b := range order {
		if err := b.compute(f, progress); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// batch reads the input of one shape, of both samples where two are tested.
func (s *slice) batch(shape index.Shape, f computeFlags) (*batch, error) {
	in, err := s.input(shape, f)
	if err != nil || f.test == "" {
		return &batch{in: &in}, err
	}
	after, err := s.after.input(shape, f)
	return &batch{in: &in, after: &after}, err
}

// known leaves out the parameters that are for other indices.
func known(ix index.Index, params index.Params) index.Params {
	out := index.Params{}
	for _, q := range ix.Params {
		if v, ok := params[q.Name]; ok {
			out[q.Name] = v
		}
	}
	return out
}

// shown returns parameters as they are written: a choice by its name.
func shown(ix index.Index, params index.Params) map[string]any {
	out := make(map[string]any, len(params))
	for _, q := range ix.Params {
		if out[q.Name] = params[q.Name]; q.Choices != nil {
			out[q.Name] = q.Named(params[q.Name])
		}
	}
	return out
}

// pairwise makes indices of any number of groups out of those of two: a value for each ordered pair. Of a family others are left out.
func pairwise(ixs []index.Index, family bool) ([]index.Index, error) {
	var out []index.Index
	for _, ix := range ixs {
		switch {
		case ix.TwoGroup != nil:
			pairs := ix
			pairs.TwoGroup, pairs.MultiGroupParts = nil, func(c index.Composition, p index.Params) ([]index.Part, error) { return index.Pairwise(ix, c, p) }
			out = append(out, pairs)
		case !family:
			return nil, usagef("--pairwise is for an index that is one number for two groups; %s is not (see jamlik index list --input 'two groups')", ix.ID)
		}
	}
	return out, nil
}

func ranked(ix index.Index) bool { return ix.Shape() == index.ShapeRanked }

func allRanked(ixs []index.Index) bool {
	return !slices.ContainsFunc(ixs, func(ix index.Index) bool { return !ranked(ix) })
}

// chooseIndices reads a list of IDs or the name of a family.
func chooseIndices(ids string) (ixs []index.Index, family bool, err error) {
	if ixs := registry.Family(index.Family(ids)); len(ixs) > 0 {
		return ixs, true, nil
	}
	list := strings.Split(ids, ",")
	for i, id := range list {
		list[i] = strings.TrimSpace(id)
		ix, err := registry.Lookup(list[i])
		if family, ok := lang.Nearest(list[i], kinds(familyOf)); err != nil && ok {
			return nil, false, usagef("%w; %q is a family", err, family)
		}
		if err != nil {
			return nil, false, usageError{err}
		}
		if slices.Contains(list[:i], list[i]) {
			return nil, false, usagef("index %s is asked for twice", list[i])
		}
		ixs = append(ixs, ix)
	}
	return ixs, false, nil
}
