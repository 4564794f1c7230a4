// Package shrink draws the figures of small areas towards those of all areas, or of their neighbours, by empirical Bayes: the less an area's own
// figure is worth, the more of the others it is given. It answers what the true value of an area probably is, where its own figure
// says what happened to be observed.
//
// Three models, for shares x/n, rates x/n and values with standard errors:
//
//	beta-binomial   x ~ Binomial(n, θ),  θ ~ Beta of mean m and variance A
//	gamma-Poisson   x ~ Poisson(n θ),    θ ~ Gamma of mean m and variance A
//	normal–normal   y ~ Normal(θ, s²),   θ ~ Normal of mean m and variance A
//
// Given m and A an area's value is w y + (1 − w) m with w = A/(A + V), V being the variance that chance gives y (Marshall 1991, Applied
// Statistics 40, 283–294; Efron and Morris 1975, Journal of the American Statistical Association 70, 311–319). Methods differ in how A
// is found. To put one estimate of it in place of A, as Marshall does, makes intervals too short where areas are few: they hold the truth
// nine times in ten where they say 95 in a hundred. Here A has a flat prior and is averaged over by its likelihood, and the uncertainty of m is
// added, as in Morris (1983, Journal of the American Statistical Association 78, 47–55) and Morris and Lysy (2012, Statistical Science 27,
// 115–134), who show that the intervals of the normal model then hold at least what they say. The likelihood of A is that of normal y with
// the variances of the model, which needs nothing but the first two moments of the others.
//
// Assumptions: areas are alike but for what is measured (exchangeable; with neighbours, areas alike theirs), and the errors of two areas are
// independent. An area that is really unlike all the others is drawn to them too. Intervals hold the truth as often as they say over the
// areas together, not for each: rarely for the most extreme ones. Show the value as it is beside the shrunken one.
package shrink
