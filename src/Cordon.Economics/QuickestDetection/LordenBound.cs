using Cordon.Economics.Numbers;

namespace Cordon.Economics.QuickestDetection;

/// <summary>No detector is quicker, asymptotically (Lorden 1971).</summary>
public static class LordenBound
{
    /// <summary>The worst-case mean delay for a mean time between false alarms: ln(time) / information.</summary>
    /// <param name="falseAlarmMeanTime">Observations, at least 1.</param>
    /// <param name="information">Kullback-Leibler divergence of attack from peace per observation, in nats, above 0.
    /// </param>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static double Delay(double falseAlarmMeanTime, double information)
    {
        Require.That(falseAlarmMeanTime >= 1, "false_alarm_mean_time", falseAlarmMeanTime, "at least 1");
        Require.Positive(information, "kl_information");
        return Math.Log(falseAlarmMeanTime) / information;
    }
}
