package columnar

import (
	"bytes"
	"io"

	"github.com/jamlik/jamlik/indicators/lang"
)

// chunk reads the values of one column of one row group as T: int32 positions in a dictionary of words, int64 or float64.
type chunk[T int32 | int64 | float64] struct {
	pages  pages
	decode func(coding int64, body []byte, n int) (func([]T) error, error) // of every encoding but dictionaries

	unread int64 // rows that no page has given yet
	inPage int   // rows of the page not yet read
	levels *hybrid
	values func([]T) error // fills its argument with the next values of the page, nulls left out

	dictionary []T
	hasDict    bool
	scratch    []uint32
}

// take returns the next n rows; null rows are zero. valid is nil where there are no nulls.
func (c *chunk[T]) take(n int) (rows []T, valid []byte, nulls int, err error) {
	rows = make([]T, n)
	for done := 0; done < n; {
		if c.inPage == 0 {
			if err := c.nextPage(); err != nil {
				return nil, nil, 0, err
			}
			continue
		}
		k := min(c.inPage, n-done)
		part := rows[done : done+k]
		present := k
		if c.levels != nil {
			c.scratch = resize(c.scratch, k)
			if err := c.levels.read(c.scratch); err != nil {
				return nil, nil, 0, err
			}
			present = 0
			for _, l := range c.scratch {
				present += int(l)
			}
		}
		if present < k {
			if valid == nil {
				valid = ones(n)
			}
			for i, l := range c.scratch {
				if l == 0 {
					valid[(done+i)>>3] &^= 1 << ((done + i) & 7)
				}
			}
			nulls += k - present
		}
		if err := c.values(part[:present]); err != nil {
			return nil, nil, 0, err
		}
		if present < k {
			spread(part, valid, done, present)
		}
		c.inPage -= k
		done += k
	}
	return rows, valid, nulls, nil
}

// ones returns a bitmap in which no row of n is null.
func ones(n int) []byte { return bytes.Repeat([]byte{0xff}, (n+7)/8) }

// spread moves the values that fill the front of rows to the rows that are not null.
func spread[T any](rows []T, valid []byte, first, present int) {
	var zero T
	for i := len(rows) - 1; i >= 0; i-- {
		if at := first + i; valid[at>>3]>>(at&7)&1 == 0 {
			rows[i] = zero
		} else {
			present--
			rows[i] = rows[present]
		}
	}
}

// nextPage takes up a page; a page may have no rows.
func (c *chunk[T]) nextPage() error {
	pg, err := c.pages.next()
	switch {
	case err == io.EOF:
		return broken("the column ends %s early", lang.Count(int(c.unread), "row"))
	case err != nil:
		return err
	case pg.kind == dictionaryPage:
		return c.startDictionary(pg)
	case pg.values > c.unread:
		return broken("page %d claims %d values, but the row group has only %d more rows", c.pages.n, pg.values, c.unread)
	}
	body := pg.body
	c.levels = nil
	if c.pages.optional {
		levels := pg.levels
		if pg.kind == dataPage {
			if pg.levelCoding != codingRLE {
				return unsupported("write the file anew with a current program", "page %d marks its nulls in encoding %s, which is no longer used", c.pages.n, codingName(pg.levelCoding))
			}
			if levels, body, err = prefixed(body); err != nil {
				return err
			}
		}
		if c.levels, err = newHybrid(levels, 1); err != nil {
			return err
		}
	}
	n := int(pg.values)
	if pg.encoding == codingDict || pg.encoding == codingPlainDict {
		c.values, err = c.positions(body)
	} else {
		c.values, err = c.decode(pg.encoding, body, n)
	}
	c.inPage = n
	c.unread -= pg.values
	return err
}

func (c *chunk[T]) startDictionary(pg page) error {
	if c.hasDict || c.values != nil {
		return broken("page %d is a second or late dictionary", c.pages.n)
	}
	if pg.encoding != codingPlain && pg.encoding != codingPlainDict {
		return unsupported("write the file anew with a plain dictionary", "the dictionary is in encoding %s", codingName(pg.encoding))
	}
	read, err := c.decode(codingPlain, pg.body, int(pg.values))
	if err != nil {
		return err
	}
	// Every value takes at least a byte, whatever its type; flags have no dictionaries.
	if pg.values > int64(len(pg.body)) {
		return errShort
	}
	c.dictionary, c.hasDict = make([]T, pg.values), true
	return read(c.dictionary)
}

// positions reads values as positions in the dictionary.
func (c *chunk[T]) positions(body []byte) (func([]T) error, error) {
	if !c.hasDict {
		return nil, broken("page %d needs a dictionary and there is none", c.pages.n)
	}
	var h *hybrid
	if len(body) > 0 {
		var err error
		if h, err = newHybrid(body[1:], uint(body[0])); err != nil {
			return nil, err
		}
	}
	var at []uint32
	return func(dst []T) error {
		if len(dst) == 0 {
			return nil
		}
		if h == nil {
			return errShort
		}
		at = resize(at, len(dst))
		if err := h.read(at); err != nil {
			return err
		}
		for i, p := range at {
			if uint64(p) >= uint64(len(c.dictionary)) {
				return broken("a value is number %d of a dictionary of %d", p, len(c.dictionary))
			}
			dst[i] = c.dictionary[p]
		}
		return nil
	}, nil
}

// finish checks that nothing is left after the last row.
func (c *chunk[T]) finish() error {
	defer c.pages.release()
	if c.inPage > 0 {
		return broken("the column has more values than the row group has rows")
	}
	for {
		pg, err := c.pages.next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case pg.kind != dictionaryPage && pg.values > 0:
			return broken("the column has more values than the row group has rows")
		}
	}
}

func codingName(coding int64) string {
	if name, ok := codingNames[coding]; ok {
		return name
	}
	return "unknown"
}
