package buffer

// Pinball scores a buffer against the loss that came, the smaller the better:
//
//	confidence * (loss - buffer)       when the loss is above the buffer
//	(1 - confidence) * (buffer - loss) when it is not
//
// Its mean is least for the buffer that is exceeded just as often as it claims, so
// it weighs what a buffer costs against what it saves. It is NaN when a number
// is.
func Pinball(loss, buffer, confidence float64) float64 {
	if loss > buffer {
		return confidence * (loss - buffer)
	}
	return (1 - confidence) * (buffer - loss)
}
