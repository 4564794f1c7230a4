package jsonstat

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// candidate is a dataset in a file.
type candidate struct {
	name    string // its key in a bundle
	label   string
	members object
	at      node
}

func (c candidate) isDataset() bool { return c.members.Get("dimension").IsObject() }

// choose returns the dataset to read: the only one, or the one that sheet names by label, key or position from 1.
func (d document) choose(sheet string) (candidate, error) {
	root := d.Root()
	if !root.IsObject() {
		return candidate{}, d.At(root, fmt.Sprintf("this is JSON but not JSON-stat: it is %s", root.Kind()), "")
	}
	members, err := d.Object(root, "the file")
	if err != nil {
		return candidate{}, err
	}
	var found []candidate
	pointers := 0
	switch class := members.Get("class").Text(); {
	case class == "" && !members.Get("error").Absent() || class == "error":
		return candidate{}, d.refusal(members.Get("error"))
	case class == "collection":
		found, pointers, err = d.collection(members.Get("link"), 1)
	case class == "dimension":
		return candidate{}, d.Problem(0, "this is the description of one dimension: it has no data", "fetch a dataset")
	case class != "" && class != "dataset":
		return candidate{}, d.Problem(0, fmt.Sprintf("unknown class %q", class), "fetch a dataset or a collection")
	case class == "dataset" || members.Get("dimension").IsObject():
		return candidate{label: members.Get("label").Text(), members: members, at: root}, nil
	default:
		found, err = d.bundle(members)
	}
	if err != nil {
		return candidate{}, err
	}
	switch {
	case len(found) == 0 && pointers > 0:
		return candidate{}, d.Problem(0, fmt.Sprintf("the collection only points to %s and holds none of them", lang.Count(pointers, "item")), "fetch the dataset that one of its items points to")
	case len(found) == 0:
		return candidate{}, d.stranger(members)
	case len(found) == 1 && sheet == "":
		return found[0], nil
	}
	var named []string
	for i, c := range found {
		if sheet != "" && (sheet == c.label || sheet == c.name || sheet == strconv.Itoa(i+1)) {
			return c, nil
		}
		if name := c.label; name != "" {
			named = append(named, strconv.Quote(name))
		} else {
			named = append(named, strconv.Quote(c.name))
		}
	}
	const most = 10
	if len(named) > most {
		named = append(named[:most], fmt.Sprintf("and %d more", len(named)-most))
	}
	if sheet == "" {
		return candidate{}, d.Problem(0, fmt.Sprintf("the file has %d datasets: %s", len(found), strings.Join(named, ", ")), "set sheet to the label or the position of one")
	}
	return candidate{}, d.Problem(0, fmt.Sprintf("no dataset is called %q: %s", sheet, strings.Join(named, ", ")), "set sheet to the label or the position of one")
}

// refusal says why the server sent no data: Eurostat gives a list of reasons with labels, PxWeb a text.
func (d document) refusal(reason node) error {
	var texts []string
	add := func(_ int, v node) bool {
		if s := v.Text() + d.members(v).Get("label").Text(); s != "" {
			texts = append(texts, s)
		}
		return true
	}
	if reason.IsArray() {
		reason.Elements(add)
	} else {
		add(0, reason)
	}
	what := "the server answered with an error"
	if len(texts) > 0 {
		what += ": " + strconv.Quote(strings.Join(texts, "; "))
	}
	return d.At(reason, what, "mend the query and fetch it again")
}

// depthLimit is how deep collections may lie within collections.
const depthLimit = 8

// collection returns the embedded datasets of a collection and of those within it, and counts the items that are only pointers.
func (d document) collection(link node, depth int) (found []candidate, pointers int, err error) {
	links, err := d.Object(link, "link")
	if err != nil {
		return nil, 0, err
	}
	items := links.Get("item")
	if items.Absent() {
		return nil, 0, nil
	}
	if !items.IsArray() {
		return nil, 0, d.At(items, fmt.Sprintf("link.item is %s where an array is expected", items.Kind()), "")
	}
	var ps indicators.Problems
	items.Elements(func(_ int, item node) bool {
		members, err := d.Object(item, "an item of the collection")
		ps.Add(err)
		c := candidate{name: members.Get("href").Text(), label: members.Get("label").Text(), members: members, at: item}
		within := members.Get("link")
		switch {
		case c.isDataset():
			found = append(found, c)
		case members.Get("class").Text() != "collection" || within.Absent():
			pointers++
		case depth == depthLimit:
			ps.Add(d.At(item, fmt.Sprintf("more than %d collections within one another", depthLimit), "fetch the datasets one by one"))
		default:
			more, n, err := d.collection(within, depth+1)
			ps.Add(err)
			found, pointers = append(found, more...), pointers+n
		}
		return true
	})
	return found, pointers, ps.Err()
}

// bundle returns the datasets of a response of version 1: the members that have dimensions.
func (d document) bundle(members object) ([]candidate, error) {
	var found []candidate
	var ps indicators.Problems
	for _, m := range members.Members {
		if !m.Value.IsObject() {
			continue
		}
		inner, err := d.Object(m.Value, m.Key)
		c := candidate{name: m.Key, label: inner.Get("label").Text(), members: inner, at: m.Value}
		if c.isDataset() {
			ps.Add(err)
			found = append(found, c)
		}
	}
	return found, ps.Err()
}

// stranger says what a JSON file without datasets seems to be.
func (d document) stranger(members object) error {
	if err := d.Stranger(members, "JSON-stat"); err != nil {
		return err
	}
	return d.Problem(0, "this is JSON but not JSON-stat: no dataset is in it", "fetch the table as json-stat2")
}
