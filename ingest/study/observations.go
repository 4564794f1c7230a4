package study

import (
	"errors"
	"iter"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/reconcile"
)

// Parts gives tables that together are the study's observations: one table with all of them where they were held in memory. Otherwise each table
// has some indicators whole, together with those that they are computed with or held against by name: [indicators.Table.Indicators]
// says which. Tables are in order of their first indicator. An error ends the sequence. The sequence can be gone through again; it makes one table
// at a time, which can be let go of after its turn.
func (l *Loaded) Parts() iter.Seq2[*indicators.Table, error] {
	return func(yield func(*indicators.Table, error) bool) {
		if l.spilled == nil {
			yield(l.Table, nil)
			return
		}
		for part := range l.spilled.file.blocks {
			if len(l.spilled.file.blocks[part]) == 0 {
				continue
			}
			t, _, err := l.spilled.table(part)
			if !yield(t, err) || err != nil {
				return
			}
		}
	}
}

// Len returns the number of observations.
func (l *Loaded) Len() int {
	if l.spilled != nil {
		return l.spilled.rows
	}
	return l.Table.Len()
}

// Close removes what the study has written away. The tables that [Loaded.Parts] gave stay valid; it gives no more of them.
func (l *Loaded) Close() error {
	if l.spilled == nil {
		return nil
	}
	return l.spilled.file.close()
}

// spilled is observations that are held outside of memory.
type spilled struct {
	loader *loader
	file   *spill
	rows   int // of all tables
}

// table makes the table of a part.
func (s *spilled) table(part int) (*indicators.Table, []carriedOver, error) {
	b, err := s.file.read(&s.loader.builder, part)
	if err != nil {
		return nil, nil, err
	}
	carried := s.loader.carryOver(b)
	t, err := s.loader.table(b)
	return t, carried, err
}

func (l *loader) table(b *indicators.Builder) (*indicators.Table, error) {
	return b.Table(l.Register, l.Catalogue, l.Study.SourceOrder...)
}

// keepWithin writes the observations away where they take more memory than they may: half of the limit, because sorting them takes
// as much again.
func (l *loader) keepWithin() error {
	if l.options.Memory <= 0 || l.builder.Bytes() <= l.options.Memory/2 {
		return nil
	}
	return l.writeAway()
}

func (l *loader) writeAway() error {
	if l.spilled == nil {
		l.dependence = l.Study.dependence()
		file, err := newSpill(l.options.Spill, l.dependence.parts+1)
		if err != nil {
			return err
		}
		l.spilled = &spilled{loader: l, file: file}
	}
	return l.spilled.file.write(&l.builder, l.dependence.of)
}

// tabulate makes the table of all observations, or looks at those that were written away part by part, and reconciles them.
func (l *loader) tabulate() error {
	if err := l.keepWithin(); err != nil {
		return err
	}
	r := reconcile.New(l.Register, l.Catalogue, reconcile.Options{Parts: l.partsToCheck(), City: l.Study.City, Date: l.Study.Date, Updated: l.updated, Named: l.Study.typeSources()})
	if l.spilled == nil {
		l.tellCarried(l.carryOver(&l.builder))
		var err error
		if l.Table, err = l.table(&l.builder); err != nil {
			return err
		}
		r.Add(l.Table)
		l.Reconciliation = r.Report()
		return nil
	}
	if err := l.writeAway(); err != nil {
		return err
	}
	var carried []carriedOver
	var found []error
	for part, blocks := range l.spilled.file.blocks {
		if len(blocks) == 0 {
			continue
		}
		t, made, err := l.spilled.table(part)
		carried = append(carried, made...)
		if err != nil {
			found = append(found, indicators.Each(err)...)
			continue
		}
		l.spilled.rows += t.Len()
		if len(found) == 0 {
			r.Add(t)
		}
	}
	if err := l.together(found); err != nil {
		return err
	}
	l.tellCarried(carried)
	l.Reconciliation = r.Report()
	return nil
}

// together returns the problems of all parts as those of one table: in the order of the files, and those of a word once.
func (l *loader) together(found []error) error {
	file := make(map[string]int)
	for i, in := range l.Inputs {
		file[in.Name] = i + 1
	}
	place := func(err error) (p indicators.Problem) {
		errors.As(err, &p)
		return p
	}
	slices.SortStableFunc(found, func(a, b error) int {
		p, q := place(a), place(b)
		if file[p.File] != file[q.File] {
			return file[p.File] - file[q.File]
		}
		return p.Line - q.Line
	})
	type word struct{ column, what string }
	told := make(map[word]bool)
	var all indicators.Problems
	for _, err := range found {
		p := place(err)
		if slices.Contains([]string{"area", "indicator", "group", "status", "source"}, p.Column) {
			if told[word{p.Column, p.What}] {
				continue
			}
			told[word{p.Column, p.What}] = true
		}
		all.Add(err)
	}
	return all.Err()
}
