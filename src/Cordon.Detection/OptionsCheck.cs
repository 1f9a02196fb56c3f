using System.ComponentModel.DataAnnotations;

namespace Cordon.Detection;

/// <summary>Checks a detector's options where it is built, so that a bad value stops the host at its start.</summary>
internal static class OptionsCheck
{
    /// <summary>Returns the options.</summary>
    /// <exception cref="ValidationException">A value is out of range; the message names it and its limits.</exception>
    public static T Valid<T>(T options) where T : class
    {
        ArgumentNullException.ThrowIfNull(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        return options;
    }
}
