namespace Cordon.Node.Engagement;

/// <summary>What an engagement contract was deployed with, as far as a node needs it.</summary>
/// <param name="EpochSeconds">From one epoch to the next.</param>
/// <param name="ReportSeconds">For so long after the reveals an epoch can be closed, and its misses punished.</param>
/// <param name="AnswersMin">Without so many answers an epoch judges nobody.</param>
internal sealed record EngagementTerms(ulong EpochSeconds, ulong ReportSeconds, uint AnswersMin);
